#include "core/edge/sandbox/keys/client_keys.h"

#include <QTest>

using namespace omni;
using namespace omni::sandbox;

class TestClientKeys : public QObject
{
    Q_OBJECT

private slots:
    void readsOneOrAList()
    {
        QCOMPARE(keysFrom(R"({"key":"abcd","secret":"x"})")->size(), std::size_t{1});
        const auto two = keysFrom("[{\"key\":\"abcd\",\"secret\":\"x\"},\n{\"key\":\"efgh\",\"secret\":\"y\"}]");
        QCOMPARE(two->size(), std::size_t{2});
        QCOMPARE(two->at(1).key, std::string("efgh"));
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("no JSON") << QByteArray("{\n\"key\":") << QByteArray("line 2");
        QTest::newRow("none") << QByteArray("[]") << QByteArray("1 to");
        QTest::newRow("no secret") << QByteArray(R"([{"key":"abcd","secret":"x"},{"key":"efgh"}])")
                                   << QByteArray("entry 2");
        QTest::newRow("twice") << QByteArray(R"([{"key":"abcd","secret":"x"},{"key":"abcd","secret":"y"}])")
                               << QByteArray("twice");
        QTest::newRow("a space") << QByteArray(R"({"key":"ab cd","secret":"x"})") << QByteArray("entry 1");
        QTest::newRow("no key pair") << QByteArray(R"({"key":"abcd","public_key":"x"})") << QByteArray("PEM");
    }
    void saysWhatIsWrong()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, said);
        const auto read = keysFrom(text.toStdString());
        QVERIFY(!read);
        QVERIFY2(read.error().detail.find(said.toStdString()) != std::string::npos, read.error().detail.c_str());
    }

    // RFC 4231, test case 2.
    void knowsAnHmac()
    {
        ClientKey key;
        key.secret = Secret("Jefe");
        const std::string due = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        QVERIFY(isSignedBy(key, "what do ya want for nothing?", due));
        QVERIFY(!isSignedBy(key, "what do ya want for nothing!", due));
        QVERIFY(!isSignedBy(key, "what do ya want for nothing?", due.substr(2)));
        QVERIFY(!isSignedBy(key, "what do ya want for nothing?", ""));
    }

    // RFC 8032, 7.1, test 2.
    void knowsAnEd25519Signature()
    {
        const QByteArray pub = QByteArray::fromHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        const QByteArray der = QByteArray::fromHex("302a300506032b6570032100") + pub;
        const QByteArray json = "{\"key\":\"abcd\",\"public_key\":\"-----BEGIN PUBLIC KEY-----\\n" + der.toBase64()
            + "\\n-----END PUBLIC KEY-----\\n\"}";
        const auto keys = keysFrom(json.toStdString());
        QVERIFY(keys.has_value());
        const QByteArray signature
            = QByteArray::fromHex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                  "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")
                  .toBase64();
        QVERIFY(isSignedBy(keys->front(), "\x72", signature.toStdString()));
        QVERIFY(!isSignedBy(keys->front(), "\x73", signature.toStdString()));
    }

    void drawsANewPairEachTime()
    {
        const auto a = newKey(), b = newKey();
        QCOMPARE(a.key.size(), std::size_t{64});
        QVERIFY(a.key != b.key);
        QVERIFY(!isSameSecret(a.secret, b.secret.exposed()));
        QVERIFY(isSameSecret(a.secret, a.secret.exposed()));
    }
};

QTEST_APPLESS_MAIN(TestClientKeys)
#include "tst_client_keys.moc"
