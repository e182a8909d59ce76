#include "core/edge/net/ws_frames.h"

#include "core/base/seeded_random.h"

#include <QTest>

#include <string>
#include <string_view>
#include <vector>

using namespace omni;
using namespace omni::net;

namespace {

using Kind = WsEventKind;

std::string bytes(std::string_view hex)
{
    return QByteArray::fromHex(QByteArray(hex.data(), static_cast<qsizetype>(hex.size()))).toStdString();
}

/// A frame of a server: not masked. `first` holds the bits and the kind.
std::string serverFrame(unsigned first, std::string_view payload)
{
    std::string frame(1, static_cast<char>(first));
    if (payload.size() < 126) {
        frame.push_back(static_cast<char>(payload.size()));
    } else {
        frame.push_back(static_cast<char>(127));
        for (int shift = 56; shift >= 0; shift -= 8) {
            frame.push_back(static_cast<char>(payload.size() >> static_cast<unsigned>(shift)));
        }
    }
    return frame.append(payload);
}

struct Seen {
    Kind kind = Kind::None;
    std::string bytes;
    std::uint16_t code = 0;
    friend bool operator==(const Seen&, const Seen&) = default;
};

std::vector<Seen> allOf(FrameReader& reader)
{
    std::vector<Seen> all;
    for (;;) {
        const auto event = reader.next();
        if (event.kind == Kind::None) {
            return all;
        }
        all.push_back({event.kind, std::string(event.bytes), event.code});
        if (event.kind == Kind::Malformed || event.kind == Kind::TooLarge) {
            return all;
        }
    }
}

std::vector<Seen> eventsOf(std::string_view text, WsLimits limits = {})
{
    FrameReader reader(limits);
    reader.take(text);
    return allOf(reader);
}

} // namespace

class TestWsFrames : public QObject
{
    Q_OBJECT

private slots:
    // The examples of RFC 6455, 5.7.
    void readsTheExamplesOfTheStandard()
    {
        using All = std::vector<Seen>;
        QCOMPARE(eventsOf(bytes("810548656c6c6f")), (All{{Kind::Text, "Hello", 0}}));
        QCOMPARE(eventsOf(bytes("010348656c 80026c6f")), (All{{Kind::Text, "Hello", 0}}));
        QCOMPARE(eventsOf(bytes("890548656c6c6f")), (All{{Kind::Ping, "Hello", 0}}));
        const std::string small(256, 'x');
        QCOMPARE(eventsOf(bytes("827e0100") + small), (All{{Kind::Binary, small, 0}}));
        const std::string large(65'536, 'x');
        QCOMPARE(eventsOf(bytes("827f0000000000010000") + large), (All{{Kind::Binary, large, 0}}));
    }

    void writesTheExampleOfTheStandard()
    {
        QCOMPARE(clientFrame(WsOpcode::Text, "Hello", {0x37, 0xfa, 0x21, 0x3d}), bytes("818537fa213d7f9f4d5158"));
    }

    void writesEveryFormOfALength()
    {
        const std::array<std::uint8_t, 4> noMask{};
        QCOMPARE(clientFrame(WsOpcode::Binary, std::string(125, 'x'), noMask).substr(0, 2), bytes("82fd"));
        QCOMPARE(clientFrame(WsOpcode::Binary, std::string(126, 'x'), noMask).substr(0, 4), bytes("82fe007e"));
        QCOMPARE(clientFrame(WsOpcode::Binary, std::string(65'535, 'x'), noMask).substr(0, 4), bytes("82feffff"));
        QCOMPARE(clientFrame(WsOpcode::Binary, std::string(65'536, 'x'), noMask).substr(0, 10),
                 bytes("82ff0000000000010000"));
    }

    void aPingMayStandBetweenFragments()
    {
        const auto all = eventsOf(bytes("010348656c 890170 80026c6f"));

        QCOMPARE(all.size(), std::size_t{2});
        QCOMPARE(all[0], (Seen{Kind::Ping, "p", 0}));
        QCOMPARE(all[1], (Seen{Kind::Text, "Hello", 0}));
    }

    void anEmptyMessageIsOne()
    {
        QCOMPARE(eventsOf(bytes("8100")), (std::vector<Seen>{{Kind::Text, "", 0}}));
    }

    void aCloseTellsItsCode()
    {
        QCOMPARE(eventsOf(bytes("880503e8627965")), (std::vector<Seen>{{Kind::Close, "bye", 1'000}}));
        QCOMPARE(eventsOf(bytes("8800")), (std::vector<Seen>{{Kind::Close, "", 1'005}}));
    }

    void refusesWhatTheStandardForbids_data()
    {
        QTest::addColumn<QByteArray>("hex");

        QTest::newRow("a masked frame") << QByteArray("818537fa213d7f9f4d5158");
        QTest::newRow("a bit that was not agreed") << QByteArray("a100");
        QTest::newRow("packed without an agreement") << QByteArray("c100");
        QTest::newRow("a kind of data to come") << QByteArray("8300");
        QTest::newRow("a kind of control to come") << QByteArray("8b00");
        QTest::newRow("a ping in fragments") << QByteArray("0900");
        QTest::newRow("a packed ping") << QByteArray("c900");
        QTest::newRow("a ping of 126 bytes") << QByteArray("897e007e");
        QTest::newRow("half of a close code") << QByteArray("880103");
        QTest::newRow("a fragment of nothing") << QByteArray("8000");
        QTest::newRow("a message within another") << QByteArray("0100 8100");
    }

    void refusesWhatTheStandardForbids()
    {
        QFETCH(QByteArray, hex);

        const auto all = eventsOf(bytes(hex.toStdString()));

        QCOMPARE(all.size(), std::size_t{1});
        QCOMPARE(all[0].kind, Kind::Malformed);
        QVERIFY(!all[0].bytes.empty());
    }

    void afterAFaultNothingIsRead()
    {
        FrameReader reader(WsLimits{});
        reader.take(bytes("8300 810548656c6c6f"));

        QCOMPARE(reader.next().kind, Kind::Malformed);
        reader.take(bytes("810548656c6c6f"));
        QCOMPARE(reader.next().kind, Kind::Malformed);
    }

    // F43: seen from the header, before a byte of it is kept.
    void aFrameBeyondTheLimitIsRefusedAtItsHeader()
    {
        const WsLimits limits{.frame = 1'000, .message = 1'000, .fragments = 4};

        QCOMPARE(eventsOf(bytes("827e03e9"), limits).at(0).kind, Kind::TooLarge);
        QCOMPARE(eventsOf(bytes("827fffffffffffffffff"), limits).at(0).kind, Kind::TooLarge);
        QVERIFY(eventsOf(bytes("827e03e8"), limits).empty());
    }

    void fragmentsAreHeldToTheLimitsTogether()
    {
        const WsLimits limits{.frame = 1'000, .message = 1'000, .fragments = 4};
        const std::string half(500, 'x');

        const auto whole = eventsOf(serverFrame(0x01, half) + serverFrame(0x80, half), limits);
        QCOMPARE(whole.at(0).kind, Kind::Text);
        const auto tooLong
            = eventsOf(serverFrame(0x01, half) + serverFrame(0x00, half) + serverFrame(0x80, "x"), limits);
        QCOMPARE(tooLong.at(0).kind, Kind::TooLarge);
        std::string many = serverFrame(0x01, "");
        for (int i = 0; i < 4; ++i) {
            many += serverFrame(0x00, "");
        }
        QCOMPARE(eventsOf(many, limits).at(0).kind, Kind::TooLarge);
    }

    void whereTheBytesAreCutDoesNotMatter()
    {
        std::string text;
        text += serverFrame(0x01, "frag") + serverFrame(0x89, "p") + serverFrame(0x00, "men") + serverFrame(0x80, "ts");
        text += serverFrame(0x82, std::string(300, 'y')) + serverFrame(0x8a, "") + serverFrame(0x88, "");
        const auto whole = eventsOf(text);
        QCOMPARE(whole.size(), std::size_t{5});
        for (std::size_t cut = 0; cut <= text.size(); ++cut) {
            FrameReader reader(WsLimits{});
            reader.take(std::string_view(text).substr(0, cut));
            auto seen = allOf(reader);
            reader.take(std::string_view(text).substr(cut));
            for (auto& event : allOf(reader)) {
                seen.push_back(std::move(event));
            }
            QCOMPARE(seen, whole);
        }
        FrameReader byByte(WsLimits{});
        std::vector<Seen> seen;
        for (const char c : text) {
            byByte.take({&c, 1});
            for (auto& event : allOf(byByte)) {
                seen.push_back(std::move(event));
            }
        }
        QCOMPARE(seen, whole);
        QCOMPARE(byByte.frames(), std::uint64_t{7});
    }

    void manyMessagesInOneReadAreAllThere()
    {
        std::string text;
        for (int i = 0; i < 10'000; ++i) {
            text += serverFrame(0x81, std::to_string(i));
        }
        const auto all = eventsOf(text);

        QCOMPARE(all.size(), std::size_t{10'000});
        QCOMPARE(all.back().bytes, std::string("9999"));
    }

    // Random bytes, and frames with random changes: no crash, no message beyond the limit, no event after a fault.
    void noInputBreaksIt()
    {
        SeededRandom random{43};
        const WsLimits limits{.frame = 300, .message = 400, .fragments = 5};
        int messages = 0;
        for (int i = 0; i < 20'000; ++i) {
            std::string text;
            for (int k = 0; k < 6; ++k) {
                constexpr std::array<unsigned, 8> firsts{0x81, 0x82, 0x01, 0x00, 0x80, 0x89, 0x88, 0xc1};
                const auto first
                    = random.chance(0.9) ? firsts[random.below(8)] : static_cast<unsigned>(random.below(256));
                text += serverFrame(first, std::string(random.below(200), 'z'));
            }
            if (random.chance(0.5)) {
                text[random.below(text.size())] = static_cast<char>(random.below(256));
            }
            FrameReader reader(limits, Inflater(random.chance(0.5)));
            for (std::size_t at = 0; at < text.size();) {
                const auto size = 1 + random.below(100);
                reader.take(std::string_view(text).substr(at, size));
                at += size;
                for (const auto& event : allOf(reader)) {
                    QVERIFY(event.bytes.size() <= limits.message);
                    messages += event.kind == Kind::Text || event.kind == Kind::Binary ? 1 : 0;
                }
            }
        }
        QVERIFY(messages > 5'000);
    }
};

QTEST_APPLESS_MAIN(TestWsFrames)
#include "tst_ws_frames.moc"
