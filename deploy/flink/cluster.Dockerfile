# Flink with Beam's runner among its own classes: for the job manager, the task managers and Beam's job server.
# Build from the root of the repository: docker build --file deploy/flink/cluster.Dockerfile --tag wirelake-flink .
FROM maven:3.9-eclipse-temurin-17 AS jars
WORKDIR /build
COPY tools/engines/pom.xml tools/engines/jars.lock ./
RUN mvn --batch-mode --quiet dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=beam
RUN cd beam && sha256sum --check --strict --quiet ../jars.lock

FROM flink:1.19.3-scala_2.12-java17
COPY --from=jars /build/beam/ /opt/flink/lib/
