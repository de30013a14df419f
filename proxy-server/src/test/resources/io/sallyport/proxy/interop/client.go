// TLS client connections by Go's crypto/tls: what to offer comes as flags, what was received goes
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
	suites := flag.String("suites", "", "number of the TLS 1.2 suite to offer; TLS 1.3 if empty")
	certificate := flag.String("certificate", "", "PEM file of the client's certificate, none if empty")
	key := flag.String("key", "", "PEM file of its key")
	connections := flag.Int("connections", 1, "how many connections to make, resuming after the first")
	flag.Parse()
	config, err := configure(*serverName, *authorities, *groups, *protocols, *suites)
	if err == nil && *certificate != "" {
		config.Certificates = make([]tls.Certificate, 1)
		config.Certificates[0], err = tls.LoadX509KeyPair(*certificate, *key)
	}
	for i := 0; i < *connections && err == nil; i++ {
		err = exchange(*address, *serverName, *path, config, i > 0)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func configure(serverName, authorities, groups, protocols, suites string) (*tls.Config, error) {
	pem, err := os.ReadFile(authorities)
	if err != nil {
		return nil, err
	}
	config := &tls.Config{
		ServerName:         serverName,
		RootCAs:            x509.NewCertPool(),
		MinVersion:         tls.VersionTLS13,
		ClientSessionCache: tls.NewLRUClientSessionCache(1),
	}
	if suites != "" {
		code, err := strconv.Atoi(suites)
		if err != nil {
			return nil, err
		}
		config.MinVersion = tls.VersionTLS12
		config.MaxVersion = tls.VersionTLS12
		config.CipherSuites = []uint16{uint16(code)}
	}
	config.RootCAs.AppendCertsFromPEM(pem)
	for _, group := range strings.Split(groups, ",") {
		code, err := strconv.Atoi(group)
		if err != nil {
			return nil, err
		}
		config.CurvePreferences = append(config.CurvePreferences, tls.CurveID(code))
	}
	if protocols != "" {
		config.NextProtos = strings.Split(protocols, ",")
	}
	return config, nil
}

func exchange(address, serverName, path string, config *tls.Config, resumed bool) error {
	conn, err := tls.Dial("tcp", address, config)
	if err != nil {
		return err
	}
	defer conn.Close()
	if conn.ConnectionState().DidResume != resumed {
		return fmt.Errorf("resumed: %t, wanted: %t", !resumed, resumed)
	}
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return err
	}
	fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", path, serverName)
	_, err = io.Copy(os.Stdout, conn)
	return err
}
