#!/bin/sh
# Makes a certificate authority and a certificate for the database servers and Redis, unless they are there already.
# CA goes to $1/ca.pem; key and certificate to $2. The authority's own key is thrown away: to renew, empty both folders.
set -eu
authority=$1
server=$2
[ -s "$server/key.pem" ] && [ -s "$authority/ca.pem" ] && exit 0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
openssl req -x509 -newkey rsa:3072 -sha256 -nodes -days 3650 -subj "/CN=TaskFlow internal CA" \
  -keyout ca-key.pem -out ca.pem 2>/dev/null
openssl req -newkey rsa:3072 -sha256 -nodes -subj "/CN=TaskFlow internal server" -keyout key.pem -out request.pem 2>/dev/null
printf 'subjectAltName=DNS:primary,DNS:replica,DNS:redis,DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n' >extensions
openssl x509 -req -sha256 -days 3650 -in request.pem -CA ca.pem -CAkey ca-key.pem -CAcreateserial \
  -extfile extensions -out certificate.pem 2>/dev/null
chmod 444 ca.pem certificate.pem
cp -f ca.pem certificate.pem "$server/"
cp -f ca.pem "$authority/"
# Given away only once nothing is to be read of it any more: root in a container may have no power over others' files.
rm -f "$server/new-key.pem"
install -m 400 key.pem "$server/new-key.pem"
# The user of the images of MySQL and Redis alike.
[ "$(id -u)" != 0 ] || chown 999:999 "$server/new-key.pem"
# Last: it says that all is there.
mv -f "$server/new-key.pem" "$server/key.pem"
