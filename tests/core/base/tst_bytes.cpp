#include "core/base/bytes.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace omni;

Q_DECLARE_METATYPE(omni::Bytes)

namespace {

Bytes bytesOf(std::initializer_list<int> values)
{
    Bytes bytes;
    for (const int value : values) {
        bytes.push_back(static_cast<std::byte>(value));
    }
    return bytes;
}

Bytes bytesOf(std::string_view text)
{
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

template<class Write> Bytes written(Write write)
{
    Bytes bytes;
    ByteWriter out(bytes);
    write(out);
    return bytes;
}

} // namespace

class TestBytes : public QObject
{
    Q_OBJECT

private slots:
    void writesTheLowByteFirst()
    {
        const Bytes bytes = written([](ByteWriter& out) {
            out.u8(0x01);
            out.u16(0x0302);
            out.u32(0x07060504);
            out.u64(0x0F0E0D0C0B0A0908);
            out.i64(-2);
            out.boolean(true);
            out.f64(1.0);
        });

        QVERIFY(bytes == bytesOf({1,    2,    3,    4,    5,    6,    7,    8, 9, 10, 11, 12, 13, 14, 15,   0xFE,
                                  0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0,  0,  0,  0,  0,  0xF0, 0x3F}));
    }

    // The examples of the Protocol Buffers' encoding guide.
    void writesVarintsAsProtocolBuffersDo()
    {
        QVERIFY(written([](ByteWriter& out) { out.varint(1); }) == bytesOf({0x01}));
        QVERIFY(written([](ByteWriter& out) { out.varint(150); }) == bytesOf({0x96, 0x01}));
        QVERIFY(written([](ByteWriter& out) { out.signedVarint(-1); }) == bytesOf({0x01}));
        QVERIFY(written([](ByteWriter& out) { out.signedVarint(1); }) == bytesOf({0x02}));
        QVERIFY(written([](ByteWriter& out) { out.signedVarint(-2); }) == bytesOf({0x03}));
        QVERIFY(written([](ByteWriter& out) { out.signedVarint(-0x80000000LL); })
                == bytesOf({0xFF, 0xFF, 0xFF, 0xFF, 0x0F}));
        QVERIFY(written([](ByteWriter& out) { out.text("testing"); })
                == bytesOf({7, 't', 'e', 's', 't', 'i', 'n', 'g'}));
    }

    void writesEveryNaNAlike()
    {
        const auto quiet = written([](ByteWriter& out) { out.f64(std::numeric_limits<double>::quiet_NaN()); });
        const auto negative = written([](ByteWriter& out) { out.f64(-std::numeric_limits<double>::quiet_NaN()); });
        const auto loaded = written([](ByteWriter& out) { out.f64(std::nan("7")); });

        QVERIFY(negative == quiet);
        QVERIFY(loaded == quiet);
        QVERIFY(quiet == bytesOf({0, 0, 0, 0, 0, 0, 0xF8, 0x7F}));
    }

    void appendsToWhatIsThere()
    {
        Bytes bytes = bytesOf({9});
        ByteWriter out(bytes);
        out.u8(8);
        out.raw(bytesOf({7, 6}));
        QVERIFY(bytes == bytesOf({9, 8, 7, 6}));
        QCOMPARE(out.size(), std::size_t{4});
    }

    // Draws a script of writes, then reads it back by the same script.
    void readsBackWhateverWasWritten()
    {
        std::mt19937_64 random{1};
        for (int run = 0; run < 2'000; ++run) {
            Bytes bytes;
            ByteWriter out(bytes);
            std::vector<std::pair<int, std::uint64_t>> script(random() % 40);
            for (auto& [kind, value] : script) {
                kind = static_cast<int>(random() % 9);
                value = random() >> (random() % 64);
                const auto low = static_cast<std::uint8_t>(value);
                switch (kind) {
                case 0:
                    out.u8(low);
                    break;
                case 1:
                    out.u16(static_cast<std::uint16_t>(value));
                    break;
                case 2:
                    out.u32(static_cast<std::uint32_t>(value));
                    break;
                case 3:
                    out.u64(value);
                    break;
                case 4:
                    out.i64(static_cast<std::int64_t>(value));
                    break;
                case 5:
                    out.boolean(low % 2 == 1);
                    break;
                case 6:
                    out.varint(value);
                    break;
                case 7:
                    out.signedVarint(static_cast<std::int64_t>(value));
                    break;
                case 8:
                    out.text(std::string(low, 'x'));
                    break;
                }
            }

            ByteReader in(bytes);
            for (const auto& [kind, value] : script) {
                const auto low = static_cast<std::uint8_t>(value);
                switch (kind) {
                case 0:
                    QCOMPARE(in.u8(), low);
                    break;
                case 1:
                    QCOMPARE(in.u16(), static_cast<std::uint16_t>(value));
                    break;
                case 2:
                    QCOMPARE(in.u32(), static_cast<std::uint32_t>(value));
                    break;
                case 3:
                    QCOMPARE(in.u64(), value);
                    break;
                case 4:
                    QCOMPARE(in.i64(), static_cast<std::int64_t>(value));
                    break;
                case 5:
                    QCOMPARE(in.boolean(), low % 2 == 1);
                    break;
                case 6:
                    QCOMPARE(in.varint(), value);
                    break;
                case 7:
                    QCOMPARE(in.signedVarint(), static_cast<std::int64_t>(value));
                    break;
                case 8:
                    QCOMPARE(in.text(), std::string(low, 'x'));
                    break;
                }
            }
            QVERIFY(in.finished());
        }
    }

    void readsTheEndsOfTheNumberRange()
    {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        constexpr auto least = std::numeric_limits<std::int64_t>::min();
        const Bytes bytes = written([](ByteWriter& out) {
            out.signedVarint(most);
            out.signedVarint(least);
            out.varint(~std::uint64_t{0});
            out.f64(-0.0);
        });

        ByteReader in(bytes);

        QCOMPARE(in.signedVarint(), most);
        QCOMPARE(in.signedVarint(), least);
        QCOMPARE(in.varint(), ~std::uint64_t{0});
        QVERIFY(std::signbit(in.f64()));
        QVERIFY(in.finished());
    }

    void staysBadOnceBad()
    {
        const Bytes bytes = bytesOf({1, 2, 3});
        ByteReader in(bytes);

        QCOMPARE(in.u32(), std::uint32_t{0});
        QVERIFY(!in.ok());
        QCOMPARE(in.u8(), std::uint8_t{0}); // there are bytes for this one
        QCOMPARE(in.text(), std::string());
        QVERIFY(in.raw(1).empty());
        QVERIFY(!in.finished());
    }

    void isNotFinishedWithBytesLeftOver()
    {
        const Bytes bytes = bytesOf({1, 2});
        ByteReader in(bytes);
        QCOMPARE(in.u8(), std::uint8_t{1});
        QVERIFY(in.ok());
        QVERIFY(!in.finished());
        QCOMPARE(in.left(), std::size_t{1});
    }

    void refusesInvalidValues_data()
    {
        QTest::addColumn<Bytes>("bytes");
        QTest::addColumn<int>("kind"); // 0 boolean, 1 varint, 2 text of at most 5, 3 count of at most 5

        QTest::newRow("a truth of 2") << bytesOf({2}) << 0;
        QTest::newRow("an endless varint") << Bytes(20, std::byte{0x80}) << 1;
        QTest::newRow("a varint cut off") << bytesOf({0x96}) << 1;
        QTest::newRow("a varint of 65 bits")
            << bytesOf({0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02}) << 1;
        QTest::newRow("a one in two bytes") << bytesOf({0x81, 0x00}) << 1;
        QTest::newRow("a text longer than the rest") << bytesOf({3, 'a', 'b'}) << 2;
        QTest::newRow("a text longer than allowed") << bytesOf({6, 'a', 'b', 'c', 'd', 'e', 'f'}) << 2;
        QTest::newRow("a text of 2^64 - 1 bytes")
            << bytesOf({0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01}) << 2;
        QTest::newRow("a count above the cap") << bytesOf({6, 0, 0, 0, 0, 0, 0}) << 3;
        QTest::newRow("a count above the rest") << bytesOf({3, 0, 0}) << 3;
    }

    void refusesInvalidValues()
    {
        QFETCH(Bytes, bytes);
        QFETCH(int, kind);
        ByteReader in(bytes);

        switch (kind) {
        case 0:
            QVERIFY(!in.boolean());
            break;
        case 1:
            QCOMPARE(in.varint(), std::uint64_t{0});
            break;
        case 2:
            QCOMPARE(in.text(5), std::string());
            break;
        case 3:
            QCOMPARE(in.count(5), std::size_t{0});
            break;
        }

        QVERIFY(!in.ok());
    }

    // RFC 3720, appendix B.4 (bytes of the checksum in the order of the wire), and the check value of the catalogue of
    // parametrised CRC algorithms.
    void matchesThePublishedChecksums_data()
    {
        QTest::addColumn<Bytes>("bytes");
        QTest::addColumn<quint32>("checksum");

        Bytes rising;
        for (int i = 0; i < 32; ++i) {
            rising.push_back(static_cast<std::byte>(i));
        }
        QTest::newRow("nothing") << Bytes{} << quint32{0};
        QTest::newRow("the check value") << bytesOf("123456789") << quint32{0xE3069283};
        QTest::newRow("32 zeros") << Bytes(32, std::byte{0}) << quint32{0x8A9136AA};
        QTest::newRow("32 ones") << Bytes(32, std::byte{0xFF}) << quint32{0x62A8AB43};
        QTest::newRow("32 rising") << rising << quint32{0x46DD794E};
        QTest::newRow("32 falling") << Bytes(rising.rbegin(), rising.rend()) << quint32{0x113FDB5C};
        QTest::newRow("an iSCSI read command")
            << bytesOf({0x01, 0xC0, 0, 0,    0, 0, 0, 0,    0,    0, 0, 0, 0, 0, 0, 0, 0x14, 0, 0, 0, 0, 0, 0x04, 0,
                        0,    0,    0, 0x14, 0, 0, 0, 0x18, 0x28, 0, 0, 0, 0, 0, 0, 0, 0x02, 0, 0, 0, 0, 0, 0,    0})
            << quint32{0xD9963A56};
    }

    void matchesThePublishedChecksums()
    {
        QFETCH(Bytes, bytes);

        QTEST(quint32{crc32c(bytes)}, "checksum");
        QTEST(quint32{crc32cByTable(bytes)}, "checksum");
    }

    void theInstructionAndTheTableAgree()
    {
        std::mt19937_64 random{3720};
        Bytes bytes(4'096);
        for (std::byte& each : bytes) {
            each = static_cast<std::byte>(random());
        }
        for (int i = 0; i < 5'000; ++i) {
            const std::size_t from = random() % 64;
            const auto part = std::span<const std::byte>(bytes).subspan(from, random() % (bytes.size() - from));
            const auto before = static_cast<std::uint32_t>(random());
            QCOMPARE(crc32c(part, before), crc32cByTable(part, before));
        }
    }

    void aChecksumContinuesPieceByPiece()
    {
        const Bytes bytes = bytesOf("the checksum of the whole is that of its parts");
        const std::span<const std::byte> whole(bytes);
        for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
            QCOMPARE(crc32c(whole.subspan(cut), crc32c(whole.first(cut))), crc32c(whole));
        }
    }
};

QTEST_APPLESS_MAIN(TestBytes)
#include "tst_bytes.moc"
