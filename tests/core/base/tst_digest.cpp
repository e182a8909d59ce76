#include "core/base/digest.h"

#include <QTest>

#include <random>
#include <vector>

using namespace omni;

namespace {

std::span<const std::byte> bytesOf(std::string_view text)
{
    return std::as_bytes(std::span(text));
}

} // namespace

class TestDigest : public QObject
{
    Q_OBJECT

private slots:
    // Expected values from Python: hashlib.blake2b(struct.pack('<Q', len(purpose)) + purpose + data, digest_size=32).
    void isBlake2bOfTheMarkedPurposeAndTheData()
    {
        std::vector<std::byte> thousand(1'000);
        for (std::size_t i = 0; i < thousand.size(); ++i) {
            thousand[i] = static_cast<std::byte>(i % 256);
        }

        QCOMPARE(hexText(digestOf("journal", bytesOf("abc"))),
                 std::string("bd84910f60a40d06bc3d29893ebfbd306c3bc5fd888a0ceb49364f8c3d500d4f"));
        QCOMPARE(hexText(digestOf("", {})),
                 std::string("81e47a19e6b29b0a65b9591762ce5143ed30d0261e5d24a3201752506b20f15c"));
        QCOMPARE(hexText(digestOf("state", thousand)),
                 std::string("a81be25f8f6c322eb31a5ebdccf5ed364c36169ca72b2b1d3a86800b296535df"));
    }

    void purposesKeepDigestsApart()
    {
        QVERIFY(digestOf("journal", bytesOf("abc")) != digestOf("state", bytesOf("abc")));
        // The border between purpose and data counts, too.
        QVERIFY(digestOf("ab", bytesOf("c")) != digestOf("a", bytesOf("bc")));
        QVERIFY(digestOf("", bytesOf("abc")) != digestOf("abc", {}));
    }

    void piecesGiveTheDigestOfTheWhole()
    {
        std::mt19937_64 random{7};
        std::vector<std::byte> data(3'000);
        for (std::byte& each : data) {
            each = static_cast<std::byte>(random());
        }
        for (int run = 0; run < 1'000; ++run) {
            DigestBuilder builder("journal");
            for (std::size_t at = 0; at < data.size();) {
                const std::size_t count = std::min<std::size_t>(random() % 700, data.size() - at);
                builder.add(std::span(data).subspan(at, count));
                at += count;
            }
            QVERIFY(builder.value() == digestOf("journal", data));
        }
    }

    void moreMayFollowAValue()
    {
        DigestBuilder builder("journal");
        builder.add(bytesOf("ab"));
        QVERIFY(builder.value() == digestOf("journal", bytesOf("ab")));

        builder.add(bytesOf("c"));
        QVERIFY(builder.value() == digestOf("journal", bytesOf("abc")));
    }

    void aMovedBuilderGoesOn()
    {
        DigestBuilder builder("journal");
        builder.add(bytesOf("ab"));
        DigestBuilder other = std::move(builder);
        other.add(bytesOf("c"));
        QVERIFY(other.value() == digestOf("journal", bytesOf("abc")));
    }

    void writesHexadecimalInSmallLetters()
    {
        const std::array<std::byte, 3> bytes{std::byte{0x00}, std::byte{0xAB}, std::byte{0x0F}};
        QCOMPARE(hexText(bytes), std::string("00ab0f"));
        QCOMPARE(hexText({}), std::string());
    }
};

QTEST_APPLESS_MAIN(TestDigest)
#include "tst_digest.moc"
