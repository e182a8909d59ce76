// The certificate that the paper exchange makes for a run (F39).
#include "core/edge/sandbox/keys/server_identity.h"

#include <QDateTime>
#include <QSslCertificate>
#include <QSslCertificateExtension>
#include <QSslKey>
#include <QTest>

using namespace omni;
using namespace omni::sandbox;

class TestServerIdentity : public QObject
{
    Q_OBJECT

private slots:
    void isForThisMachineAndSevenDays()
    {
        constexpr Timestamp now{1'784'000'000'000'000'000};
        const auto made = newServerIdentity(now);
        QVERIFY(made.has_value());
        const auto certificates = QSslCertificate::fromData(QByteArray::fromStdString(made->certificatePem));
        QCOMPARE(certificates.size(), 1);
        const QSslCertificate& certificate = certificates.front();
        QVERIFY(certificate.isSelfSigned());
        const auto names = certificate.subjectAlternativeNames();
        QCOMPARE(names.values(QSsl::DnsEntry), QStringList{QStringLiteral("localhost")});
        QVERIFY(names.values(QSsl::IpAddressEntry).contains(QStringLiteral("127.0.0.1")));
        QCOMPARE(certificate.effectiveDate().toSecsSinceEpoch(), 1'784'000'000 - 3'600);
        QCOMPARE(certificate.expiryDate().toSecsSinceEpoch(), 1'784'000'000 + 7 * 86'400);
        QCOMPARE(made->tls.localCertificate(), certificate);
        QCOMPARE(made->tls.protocol(), QSsl::TlsV1_2OrLater);
        QCOMPARE(made->tls.privateKey().algorithm(), QSsl::Ec);
    }

    void theKeyIsNotInWhatClientsGet()
    {
        const auto made = newServerIdentity(Timestamp{1'784'000'000'000'000'000});
        QVERIFY(made->certificatePem.starts_with("-----BEGIN CERTIFICATE-----"));
        QCOMPARE(made->certificatePem.find("PRIVATE"), std::string::npos);
    }

    void twoRunsShareNothing()
    {
        const Timestamp now{1'784'000'000'000'000'000};
        const auto a = newServerIdentity(now), b = newServerIdentity(now);
        QVERIFY(a->tls.localCertificate().serialNumber() != b->tls.localCertificate().serialNumber());
        QVERIFY(a->tls.privateKey() != b->tls.privateKey());
    }
};

QTEST_GUILESS_MAIN(TestServerIdentity)
#include "tst_server_identity.moc"
