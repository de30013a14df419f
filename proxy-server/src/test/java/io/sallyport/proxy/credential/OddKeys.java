package io.sallyport.proxy.credential;

import java.util.Map;

/// Keys that no TLS 1.3 server signs by, as OpenSSL writes them. They protect nothing.
final class OddKeys {
    private static final Map<String, String> PEM =
            Map.of(
                    "RSA-1024",
                    """
                    -----BEGIN PRIVATE KEY-----
                    MIICdQIBADANBgkqhkiG9w0BAQEFAASCAl8wggJbAgEAAoGBALja05zP4J75LUVi
                    D09tw4um+I2fYgoCPcEb0nkJ+SBQr6iJ8XoYX3gGeGN5M7nd7DmRg6VNiN10wrO4
                    QMPIln3YqVic2X+RfYBm0SokYGaojnpPfp2FyFgqBSMiB68Ox366/ye8jYsaaBL9
                    8zzr//+PHucd613TnpmnpI3sxZy1AgMBAAECgYAjEZiNqj4xypHVFNpUtj0ftEh5
                    DaCax3wRs4aFYef6QnRgo/LEt/T8nzWdoXO3sitLbJit9nydjrYVREI9IkOyPy6C
                    94WzbSUoODC/S0pMhnzv1KP9EaDI+Ht4OzxP3xSOurFy+tWrchK2xKyVtHlE7w5u
                    Ec3SZZw+Cm+NksZLgQJBAPJ7iXeJUWPLw2eRhECGGpZiWfIJTaD8ew2nnofkh2/r
                    VdjtFCPwupRgBA1wT4pZpmO7NbJzC8nYz8aGd8LxtWECQQDDKOKP0DugjlC5zEpy
                    jWVcPzpMCuLv+tvzxcshUo00kE8IKLuRBZ0dXgwHPGXAYvffkXZ8QN3RN+MRaQkK
                    Y5PVAkBlakm6VxJVXNmjLXdUzUG9d/EKi92N4UtOELb7OxdyNck36yArT/mZKPdI
                    75o00P4IZDo3Imrhxu5Pp9nbDODBAkAi4S7E50GQ636QBmwT1yOTfhVsO9HddCdV
                    hTdNyFRGXbhSS/1h6O/wrLtXm7rPzKBii7vybyF14BgsJ2qfObbVAkBtdT0lSrUk
                    JqVp1sg2IMA9u1j+hdkAmqCP4mNMEaFyhlfpgM/S6BY/eMgTIvisk4Y1pUpppt75
                    CxQv9XbHOzuK
                    -----END PRIVATE KEY-----
                    """,
                    "secp256k1",
                    """
                    -----BEGIN EC PARAMETERS-----
                    BgUrgQQACg==
                    -----END EC PARAMETERS-----
                    -----BEGIN EC PRIVATE KEY-----
                    MHQCAQEEIOTy5OaLd4OlH2Oziu4k22nMZ9mlK7dR3s2ORxCqmZfEoAcGBSuBBAAK
                    oUQDQgAEueytLjI3s985CPyf8fupyjmss358E31yx4K1a4oRdX8juBMF2OojsJNi
                    Rkqwp1F4mzcg16nScy63v0WZMJDhKA==
                    -----END EC PRIVATE KEY-----
                    """,
                    "explicit",
                    """
                    -----BEGIN EC PRIVATE KEY-----
                    MIIBaAIBAQQgE4Y4LD+z+7zax4se/YmDlsNcDhBzcoeZIXWkrKTN5+GggfowgfcC
                    AQEwLAYHKoZIzj0BAQIhAP////8AAAABAAAAAAAAAAAAAAAA////////////////
                    MFsEIP////8AAAABAAAAAAAAAAAAAAAA///////////////8BCBaxjXYqjqT57Pr
                    vVV2mIa8ZR0GsMxTsPY7zjw+J9JgSwMVAMSdNgiG5wSTamZ44ROdJreBn36QBEEE
                    axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54W
                    K84zV2sxXs7LtkBoN79R9QIhAP////8AAAAA//////////+85vqtpxeehPO5ysL8
                    YyVRAgEBoUQDQgAEVevnZpKs3kRaIEZjuWVQHOi4uvtVT/Zp14Xw1Vj9exFQRW6Y
                    iu/EH2lCsaUDb6BWTNe6ly8Yt2y7NC4dHTrt/Q==
                    -----END EC PRIVATE KEY-----
                    """,
                    "DSA",
                    """
                    -----BEGIN PRIVATE KEY-----
                    MIIBWwIBADCCATQGByqGSM44BAEwggEnAoGBAKUJ1xALNkSU6HR1+NU/FC4z7HLk
                    QEgyOVLnglgDhvQpHvhDjjn0jMjQ6i3XVgMWSh8WlaqdM32F7ehw/xNM1irpdSZ6
                    hiGqWrwd3rpgFk3K5tt1MRNGpnzoW1stJuxBxXyZccvLl1ntdv9MkeXXSH3EqUd7
                    Xrmdo5dcqZO4bxuPAh0Au9GD2SyMlZcgXM3ff7xEi1YFn0v82pZQ5QjcSQKBgQCZ
                    Fee5F0KkiDod4U3yey1TC3UI6WfgV/YuBfN8gvtZwA2z1wx1zKjhKlrZWWOUBh/c
                    zpGJ0BSrGNfaI3iPWZfiZCPL9dM26wuRggxmC2YQex1zD2lRQsbznkOEOJOv3bOo
                    qsZklVn4XUtiZ3jauawbosOS2mBWaoaZtt5w6ym+ZwQeAhx+HUPVzQlbYgYuMTJB
                    4Tp/6nrlzZRO2uXh/HOD
                    -----END PRIVATE KEY-----
                    """,
                    "X25519",
                    """
                    -----BEGIN PRIVATE KEY-----
                    MC4CAQAwBQYDK2VuBCIEILDobGs97CkZUwYAF33WZx1xhAVVABjEFF3BW2pvk+ZT
                    -----END PRIVATE KEY-----
                    """);

    private OddKeys() {}

    static String pem(String name) {
        return PEM.getOrDefault(name, "");
    }
}
