# Sextant in a container. One image serves web, worker, clock and beat; the target `render` adds a browser.
FROM python:3.12-slim-bookworm AS app
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 \
    SEXTANT_VAR=/var/lib/sextant SEXTANT_STATIC=/srv/sextant/static-root
WORKDIR /srv/sextant

COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock
COPY ui/npm.py ui/package.json ui/package-lock.json ui/.npmrc ui/__init__.py ui/
RUN python -m ui.npm ci --omit=dev
COPY . .
RUN python manage.py collectstatic --noinput && python -m compileall -q . \
    && useradd --system --uid 10001 sextant \
    && rm -rf /var/lib/sextant && install -d -o sextant -g sextant -m 0700 /var/lib/sextant
USER sextant
VOLUME /var/lib/sextant
EXPOSE 8000
CMD ["python", "-m", "config.serving.parts", "web"]

FROM app AS render
USER root
RUN apt-get update \
    && apt-get install -y --no-install-recommends chromium fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*
USER sextant
CMD ["python", "-m", "config.serving.parts", "render"]
