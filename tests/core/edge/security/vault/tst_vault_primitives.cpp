#include "core/edge/security/vault/key_derivation.h"
#include "core/edge/security/vault/sealed_box.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <string>

using namespace omni;
using namespace omni::vault;

namespace {

Bytes hex(std::string_view text)
{
    const auto digit = [](char each) { return each <= '9' ? each - '0' : each - 'a' + 10; };
    Bytes bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        bytes.push_back(static_cast<std::byte>(digit(text[i]) * 16 + digit(text[i + 1])));
    }
    return bytes;
}

/// `count` bytes, each one more than the one before.
Bytes rising(int from, std::size_t count)
{
    Bytes bytes(count);
    std::generate(bytes.begin(), bytes.end(), [next = from]() mutable { return static_cast<std::byte>(next++); });
    return bytes;
}

std::string_view letters(const Bytes& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

QByteArray shown(const Result<SecretBytes>& secret)
{
    if (!secret) {
        return QByteArray(nameOf(secret.error().code).data());
    }
    const auto bytes = secret->exposed();
    return QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<int>(bytes.size())).toHex();
}

std::span<const std::byte> text(std::string_view words)
{
    return std::as_bytes(std::span(words));
}

const Salt salt = [] {
    Salt made{};
    std::ranges::copy(text("saltsaltsalt0001"), made.begin());
    return made;
}();

} // namespace

class TestVaultPrimitives : public QObject
{
    Q_OBJECT

private slots:
    // RFC 5869, appendix A, cases 1 to 3.
    void derivesKeysAsTheStandardsExamples()
    {
        QCOMPARE(shown(derivedKey(Bytes(22, std::byte{0x0b}), rising(0, 13), letters(rising(0xf0, 10)), 42)),
                 QByteArray("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"));
        QCOMPARE(shown(derivedKey(rising(0, 80), rising(0x60, 80), letters(rising(0xb0, 80)), 82)),
                 QByteArray("b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e"
                            "590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"));
        QCOMPARE(shown(derivedKey(Bytes(22, std::byte{0x0b}), {}, "", 42)),
                 QByteArray("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"));
    }

    void derivesNothingAndNoMoreThanTheStandardAllows()
    {
        QCOMPARE(shown(derivedKey(rising(0, 32), {}, "x", 0)), QByteArray("invalid"));
        QCOMPARE(shown(derivedKey(rising(0, 32), {}, "x", 8161)), QByteArray("invalid"));
        QCOMPARE(derivedKey(rising(0, 32), {}, "x", 8160)->size(), std::size_t{8160});
    }

    // Expected values: the program argon2 of the authors of Argon2 (0~20171227): printf 'correct horse' |
    // argon2 saltsaltsalt0001 -id -t 3 -k 65536 -p 1 -l 32 -r, and with -t 4 -k 65537.
    void stretchesAPassphraseAsTheAuthorsProgramDoes()
    {
        QCOMPARE(shown(keyOfPassphrase(text("correct horse"), salt, {65'536, 3})),
                 QByteArray("4b813d8db9fcc3093eb37b27a9c0810fea7ced0e3ecfb24b41cdb76218763f06"));
        QCOMPARE(shown(keyOfPassphrase(text("correct horse"), salt, {65'537, 4})),
                 QByteArray("132c418ab0db662ac6e7aab57bc33bda988236fa88b3b504bfc176649e168a6d"));
    }

    void refusesACostOutOfBounds_data() // V2
    {
        QTest::addColumn<quint32>("memoryKiB");
        QTest::addColumn<quint32>("passes");

        QTest::newRow("a KiB less than 64 MiB") << 65'535U << 3U;
        QTest::newRow("two passes") << 65'536U << 2U;
        QTest::newRow("nothing") << 0U << 0U;
        QTest::newRow("a KiB more than 2 GiB") << 2'097'153U << 3U;
        QTest::newRow("64 GiB") << 67'108'864U << 3U;
        QTest::newRow("21 passes") << 65'536U << 21U;
        QTest::newRow("all there is") << 0xFFFF'FFFFU << 0xFFFF'FFFFU;
    }

    void refusesACostOutOfBounds()
    {
        QFETCH(quint32, memoryKiB);
        QFETCH(quint32, passes);

        QVERIFY(!isWithinBounds({memoryKiB, passes}));
        QCOMPARE(shown(keyOfPassphrase(text("x"), salt, {memoryKiB, passes})), QByteArray("invalid"));
    }

    void refusesAPassphraseOfNothingAndOfMoreThanAKiB()
    {
        QCOMPARE(shown(keyOfPassphrase({}, salt, leastCost)), QByteArray("invalid"));
        QCOMPARE(shown(keyOfPassphrase(Bytes(1025), salt, leastCost)), QByteArray("invalid"));
        QVERIFY(keyOfPassphrase(Bytes(1024, std::byte{'x'}), salt, leastCost));
    }

    void choosesTheCostSoThatAGuessTakesHalfASecond()
    {
        int asked = 0;
        const auto machine = [&](std::int64_t msForThreePasses) {
            return calibrated([&asked, msForThreePasses](KdfCost) {
                asked += 1;
                return milliseconds(msForThreePasses);
            });
        };

        QCOMPARE(machine(530).passes, 3U);
        QCOMPARE(machine(300).passes, 5U); // 100 ms a pass
        QCOMPARE(machine(5'000).passes, 3U); // a slow machine never gets less than the default
        QCOMPARE(machine(1).passes, 20U);
        QCOMPARE(machine(0).passes, 3U);
        QCOMPARE(machine(300).memoryKiB, 262'144U);
        QCOMPARE(asked, 6);
    }

    // draft-irtf-cfrg-xchacha-03, A.3.1.
    void opensTheBoxOfTheStandardsExample()
    {
        const Bytes boxed = hex("404142434445464748494a4b4c4d4e4f5051525354555657"
                                "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a8"
                                "2f4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369"
                                "488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52e"
                                "c0875924c1c7987947deafd8780acf49");

        const auto opened = openedBox(rising(0x80, 32), boxed, hex("50515253c0c1c2c3c4c5c6c7"));

        QCOMPARE(QByteArray::fromHex(shown(opened)),
                 QByteArray("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the "
                            "future, sunscreen would be it."));
    }

    void aBoxOpensWholeOrNotAtAll()
    {
        const Bytes key = rising(1, 32);
        Bytes boxed;
        QVERIFY(appendBox(boxed, key, text("a secret"), text("its place")));
        QCOMPARE(boxed.size(), boxedBytes(8));
        QVERIFY(openedBox(key, boxed, text("its place")));

        for (std::size_t i = 0; i < boxed.size(); ++i) {
            Bytes changed = boxed;
            changed[i] ^= std::byte{1};
            QCOMPARE(shown(openedBox(key, changed, text("its place"))), QByteArray("corrupt"));
        }
        for (std::size_t size = boxedBytes(0); size < boxed.size(); ++size) {
            QCOMPARE(shown(openedBox(key, std::span(boxed).first(size), text("its place"))), QByteArray("corrupt"));
        }
        QCOMPARE(shown(openedBox(key, boxed, text("its other place"))), QByteArray("corrupt"));
        QCOMPARE(shown(openedBox(rising(2, 32), boxed, text("its place"))), QByteArray("corrupt"));
    }

    void refusesAKeyOfAnotherLengthAndWhatIsTooShortForABox()
    {
        Bytes boxed;
        QCOMPARE(appendBox(boxed, rising(1, 31), text("a"), {}).error().code, Errc::Invalid);
        QVERIFY(boxed.empty());
        QCOMPARE(shown(openedBox(rising(1, 31), Bytes(60), {})), QByteArray("invalid"));
        QCOMPARE(shown(openedBox(rising(1, 32), Bytes(39), {})), QByteArray("invalid"));
    }

    void twoBoxesOfTheSameHaveNothingInCommon()
    {
        const Bytes key = rising(1, 32);
        Bytes first;
        Bytes second;
        QVERIFY(appendBox(first, key, Bytes(4096), {}));
        QVERIFY(appendBox(second, key, Bytes(4096), {}));

        // Equal bytes at equal places are one in 256: 16 of 4,136 by chance, 100 hardly ever.
        const auto equal = std::transform_reduce(first.begin(), first.end(), second.begin(), 0, std::plus<>(),
                                                 [](std::byte a, std::byte b) { return a == b ? 1 : 0; });
        QVERIFY(equal < 100);
    }
};

QTEST_APPLESS_MAIN(TestVaultPrimitives)
#include "tst_vault_primitives.moc"
