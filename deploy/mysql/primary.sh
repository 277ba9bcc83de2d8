#!/bin/bash
# Runs once, when the primary's folder is empty. The image makes the app's user, with all rights on its database alone.
docker_process_sql <<SQL
CREATE USER 'replication'@'%' IDENTIFIED BY '${REPLICATION_PASS:?}' REQUIRE SSL;
GRANT REPLICATION SLAVE ON *.* TO 'replication'@'%';
SQL
