"""The rows of an indicator table: cells under their columns, levels carried down."""
