// needs: ZLIB::ZLIB
#include "core/edge/net/ws_frames.h"
#include "core/edge/net/ws_inflater.h"

#include "core/base/seeded_random.h"

#include <QTest>

#include <string>
#include <string_view>

#include <zlib.h>

using namespace omni;
using namespace omni::net;

namespace {

using Outcome = Inflater::Outcome;

constexpr std::size_t plenty = 1'000'000;

std::string bytes(std::string_view hex)
{
    return QByteArray::fromHex(QByteArray(hex.data(), static_cast<qsizetype>(hex.size()))).toStdString();
}

/// What a server does: RFC 7692, 7.2.1.
class Packer
{
public:
    explicit Packer(int window = 15)
    {
        deflateInit2(&m_z, 9, Z_DEFLATED, -window, 8, Z_DEFAULT_STRATEGY);
    }
    ~Packer()
    {
        deflateEnd(&m_z);
    }
    Packer(const Packer&) = delete;
    Packer& operator=(const Packer&) = delete;
    std::string pack(std::string text)
    {
        std::string packed(text.size() + 1'000, '\0');
        m_z.next_in = reinterpret_cast<Bytef*>(text.data());
        m_z.avail_in = static_cast<uInt>(text.size());
        m_z.next_out = reinterpret_cast<Bytef*>(packed.data());
        m_z.avail_out = static_cast<uInt>(packed.size());
        deflate(&m_z, Z_SYNC_FLUSH);
        packed.resize(packed.size() - m_z.avail_out - 4);
        return packed;
    }

private:
    z_stream m_z{};
};

std::string drawnText(SeededRandom& random)
{
    std::string text(random.below(5'000), '\0');
    for (auto& c : text) {
        c = static_cast<char>('a' + random.below(random.chance(0.5) ? 3 : 26));
    }
    return text;
}

} // namespace

class TestWsInflater : public QObject
{
    Q_OBJECT

private slots:
    // The examples of RFC 7692, 7.2.3.
    void unpacksTheExamplesOfTheStandard_data()
    {
        QTest::addColumn<QByteArray>("hex");

        QTest::newRow("one block") << QByteArray("f248cdc9c90700");
        QTest::newRow("a block that is not packed") << QByteArray("000500faff48656c6c6f00");
        QTest::newRow("a final block") << QByteArray("f348cdc9c9070000");
        QTest::newRow("two blocks") << QByteArray("f248050000 00ffff cac9c90700");
    }

    void unpacksTheExamplesOfTheStandard()
    {
        QFETCH(QByteArray, hex);
        Inflater inflater(false);
        std::string text;

        QCOMPARE(inflater.unpack(bytes(hex.toStdString()), plenty, text), Outcome::Whole);
        QCOMPARE(text, std::string("Hello"));
        // And once more behind it, as the standard's second message has it or anew.
        QCOMPARE(inflater.unpack(bytes("f248cdc9c90700"), plenty, text), Outcome::Whole);
        QCOMPARE(text, std::string("Hello"));
    }

    void aMessageMayReferToTheOneBefore()
    {
        Inflater inflater(false);
        std::string text;

        QCOMPARE(inflater.unpack(bytes("f248cdc9c90700"), plenty, text), Outcome::Whole);
        QCOMPARE(inflater.unpack(bytes("f200110000"), plenty, text), Outcome::Whole);
        QCOMPARE(text, std::string("Hello"));
    }

    void whoForgetsRefersToNothing()
    {
        Inflater inflater(true);
        std::string text;

        QCOMPARE(inflater.unpack(bytes("f248cdc9c90700"), plenty, text), Outcome::Whole);
        QCOMPARE(inflater.unpack(bytes("f200110000"), plenty, text), Outcome::Malformed);
    }

    void aFramesFirstBitSaysThatItIsPacked()
    {
        FrameReader reader(WsLimits{}, Inflater(false));
        reader.take(bytes("c107f248cdc9c90700"));
        auto event = reader.next();
        QCOMPARE(event.kind, WsEventKind::Text);
        QCOMPARE(event.bytes, std::string_view("Hello"));

        // In two fragments, and one that is not packed behind it.
        reader.take(bytes("4103f248cd 8004c9c90700 810548656c6c6f"));
        QCOMPARE(reader.next().bytes, std::string_view("Hello"));
        event = reader.next();
        QCOMPARE(event.bytes, std::string_view("Hello"));
    }

    void anEmptyMessageIsPackedToo()
    {
        Inflater inflater(false);
        std::string text("old");

        QCOMPARE(inflater.unpack(bytes("00"), plenty, text), Outcome::Whole);
        QCOMPARE(text, std::string());
    }

    void whatWasPackedIsUnpacked()
    {
        SeededRandom random{7'692};
        for (const int window : {9, 12, 15}) {
            Packer packer(window);
            Inflater inflater(false);
            std::string text;
            for (int i = 0; i < 500; ++i) {
                const auto original = drawnText(random);
                QCOMPARE(inflater.unpack(packer.pack(original), plenty, text), Outcome::Whole);
                QCOMPARE(text, original);
            }
        }
    }

    // F43: a thousand times its size; what is made of it stays within the limit.
    void aBombIsSeenAtTheLimit()
    {
        Packer packer;
        const auto bomb = packer.pack(std::string(10'000'000, '\0'));
        QVERIFY(bomb.size() < 11'000);
        Inflater inflater(false);
        std::string text;

        QCOMPARE(inflater.unpack(bomb, plenty, text), Outcome::TooLarge);
        QVERIFY(text.capacity() <= plenty * 2);
    }

    void whatIsJustAtTheLimitIsUnpacked()
    {
        for (const auto size : std::initializer_list<std::size_t>{1, 1'023, 1'024, 1'025, 4'096, 100'000}) {
            Packer packer;
            const auto packed = packer.pack(std::string(size, 'x'));
            std::string text;

            QCOMPARE(Inflater(false).unpack(packed, size, text), Outcome::Whole);
            QCOMPARE(text.size(), size);
            QCOMPARE(Inflater(false).unpack(packed, size - 1, text), Outcome::TooLarge);
        }
    }

    void noInputBreaksIt()
    {
        SeededRandom random{1};
        int whole = 0;
        for (int i = 0; i < 5'000; ++i) {
            Packer packer;
            auto packed = packer.pack(drawnText(random));
            for (auto changes = random.below(3); changes > 0; --changes) {
                packed[random.below(packed.size())] = static_cast<char>(random.below(256));
            }
            Inflater inflater(false);
            std::string text;
            whole += inflater.unpack(packed, 20'000, text) == Outcome::Whole ? 1 : 0;
            QVERIFY(text.size() <= 20'000);
        }
        QVERIFY(whole > 1'000);
    }
};

QTEST_APPLESS_MAIN(TestWsInflater)
#include "tst_ws_inflater.moc"
