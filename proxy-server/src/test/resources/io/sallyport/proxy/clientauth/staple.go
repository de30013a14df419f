// A TLS client by Go's crypto/tls that staples an OCSP response to its certificate. Ends with code 0 only
// if a byte that it sends comes back.
package main

import (
	"crypto/tls"
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1], os.Args[2], os.Args[3], os.Args[4]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(address, certificate, key, staple string) error {
	pair, err := tls.LoadX509KeyPair(certificate, key)
	if err != nil {
		return err
	}
	if pair.OCSPStaple, err = os.ReadFile(staple); err != nil {
		return err
	}
	connection, err := tls.Dial("tcp", address, &tls.Config{
		Certificates:       []tls.Certificate{pair},
		MinVersion:         tls.VersionTLS13,
		InsecureSkipVerify: true,
	})
	if err != nil {
		return err
	}
	defer connection.Close()
	if _, err := connection.Write([]byte("x")); err != nil {
		return err
	}
	_, err = connection.Read(make([]byte, 1))
	return err
}
