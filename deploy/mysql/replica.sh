#!/bin/bash
# Runs once, when the replica's folder is empty, before the server listens: from its next start on it follows the primary.
# Nothing of its own may count as a transaction that the primary lacks. Read-only is set for that next start as well:
# given on the command line, it would stop the image from making its own tables.
docker_process_sql <<SQL
RESET BINARY LOGS AND GTIDS;
CHANGE REPLICATION SOURCE TO SOURCE_HOST='primary', SOURCE_USER='replication', SOURCE_PASSWORD='${REPLICATION_PASS:?}',
  SOURCE_AUTO_POSITION=1, SOURCE_SSL=1, SOURCE_SSL_CA='/run/tls/ca.pem', SOURCE_SSL_VERIFY_SERVER_CERT=1,
  SOURCE_CONNECT_RETRY=1, SOURCE_RETRY_COUNT=2000000000;
SET PERSIST_ONLY super_read_only=ON;
SQL
