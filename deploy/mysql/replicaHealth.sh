#!/bin/sh
# Healthy: both threads of replication run, and the server listens.
set -eu
export MYSQL_PWD="$MYSQL_ROOT_PASSWORD"
running=$(mysql -uroot -N -e "SELECT COUNT(*) FROM performance_schema.replication_connection_status AS source
  JOIN performance_schema.replication_applier_status AS applier USING (CHANNEL_NAME)
  WHERE source.SERVICE_STATE = 'ON' AND applier.SERVICE_STATE = 'ON'")
[ "$running" = 1 ]
mysqladmin ping -h 127.0.0.1 --silent
