// One TLS 1.3 client connection by Go's crypto/tls: what to offer comes as flags, what was received goes
// to standard output. Ends with code 0 only if the server closed the connection in order.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"
)

func main() {
	address := flag.String("address", "", "host:port to connect to")
	serverName := flag.String("server-name", "", "name to ask for and to verify")
	authorities := flag.String("authorities", "", "PEM file of trusted roots")
	groups := flag.String("groups", "", "numbers of the groups to offer, by commas")
	protocols := flag.String("alpn", "", "protocols to offer, by commas")
	path := flag.String("path", "/", "what to ask for")
	flag.Parse()
	if err := exchange(*address, *serverName, *authorities, *groups, *protocols, *path); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func exchange(address, serverName, authorities, groups, protocols, path string) error {
	pem, err := os.ReadFile(authorities)
	if err != nil {
		return err
	}
	config := &tls.Config{
		ServerName: serverName,
		RootCAs:    x509.NewCertPool(),
		MinVersion: tls.VersionTLS13,
	}
	config.RootCAs.AppendCertsFromPEM(pem)
	for _, group := range strings.Split(groups, ",") {
		code, err := strconv.Atoi(group)
		if err != nil {
			return err
		}
		config.CurvePreferences = append(config.CurvePreferences, tls.CurveID(code))
	}
	if protocols != "" {
		config.NextProtos = strings.Split(protocols, ",")
	}
	conn, err := tls.Dial("tcp", address, config)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return err
	}
	fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", path, serverName)
	_, err = io.Copy(os.Stdout, conn)
	return err
}
