# jixiao with all that it can make use of: LibreOffice for old Office files, bsdtar for .rar and .7z, Chinese fonts.
#   docker build -t jixiao .
#   docker run --rm -v "$PWD:/data" jixiao ingest /data/FOLDER

FROM python:3.11-slim-bookworm AS built
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY jixiao jixiao
COPY schema schema
COPY normalizers normalizers
COPY extractors extractors
COPY corpus corpus
COPY pipeline pipeline
RUN pip wheel --no-deps --wheel-dir /wheel .

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -qy --no-install-recommends \
        fontconfig fonts-noto-cjk libarchive-tools libreoffice-calc-nogui libreoffice-writer-nogui \
    && rm -rf /var/lib/apt/lists/*
COPY constraints.txt /tmp/constraints.txt
COPY --from=built /wheel /tmp/wheel
RUN pip install --no-cache-dir --constraint /tmp/constraints.txt "$(echo /tmp/wheel/*.whl)[postgresql]" \
    && rm -rf /tmp/wheel /tmp/constraints.txt \
    && useradd --create-home --uid 1000 jixiao \
    && mkdir /data && chown jixiao /data
USER jixiao
WORKDIR /data
VOLUME /data
EXPOSE 8765
ENV LC_ALL=C.UTF-8
ENTRYPOINT ["jixiao"]
CMD ["--help"]
