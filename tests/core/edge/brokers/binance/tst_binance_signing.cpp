#include "core/edge/brokers/binance/signing.h"

#include <QTest>

using namespace omni;
using namespace omni::brokers::binance;

namespace {

// RFC 8032, 7.1, test 1, as PKCS#8.
constexpr std::string_view ed25519Pem = "-----BEGIN PRIVATE KEY-----\n"
                                        "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
                                        "-----END PRIVATE KEY-----\n";
constexpr std::string_view rsaPem
    = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1h\n-----END PRIVATE KEY-----\n";

} // namespace

class TestBinanceSigning : public QObject
{
    Q_OBJECT

private slots:
    void hmacAgreesWithTheStandardsVector()
    {
        // RFC 4231, test case 2.
        const auto signer = Signer::make(Secret("Jefe"));
        QVERIFY(signer);

        const auto signature = signer->sign("what do ya want for nothing?");

        QCOMPARE(*signature, std::string("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
        QVERIFY(!signer->isEd25519());
    }

    void ed25519AgreesWithTheStandardsVector()
    {
        // RFC 8032, 7.1, test 1: the empty message.
        const auto signer = Signer::make(Secret(ed25519Pem));
        QVERIFY(signer);

        const auto signature = signer->sign("");

        QVERIFY(signer->isEd25519());
        QCOMPARE(
            QByteArray::fromBase64(QByteArray::fromStdString(*signature)).toHex(),
            QByteArray("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b4"
                       "6bd25bf5f0595bbe24655141438e7a100b"));
    }

    void aSecretThatCannotSignIsRefusedWithoutBeingShown()
    {
        for (const std::string_view bad : {std::string_view(""), rsaPem}) {
            const auto signer = Signer::make(Secret(bad));

            QVERIFY(!signer);
            QVERIFY(signer.error().detail.find("MC4CAQ") == std::string::npos);
        }
    }

    void valuesAreEncodedBeforeTheyAreSigned()
    {
        QCOMPARE(queryText({{"symbols", "[\"A\",\"B\"]"}, {"x", "a b~"}}),
                 std::string("symbols=%5B%22A%22%2C%22B%22%5D&x=a%20b~"));
    }

    void theSocketsParametersAreSortedByName()
    {
        QCOMPARE(sortedText({{"timestamp", "2"}, {"apiKey", "k"}, {"recvWindow", "1"}}),
                 std::string("apiKey=k&recvWindow=1&timestamp=2"));
    }
};

QTEST_APPLESS_MAIN(TestBinanceSigning)
#include "tst_binance_signing.moc"
