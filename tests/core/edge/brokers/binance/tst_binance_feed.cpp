// Two readers of the feed: the quick one may only read what the general one reads alike.
#include "core/edge/brokers/binance/feed_scan.h"

#include "core/base/seeded_random.h"

#include <QTest>

using namespace omni;
using namespace omni::brokers::binance;

namespace {

const std::vector<std::string> plain{
    "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1784000000001,\"s\":\"BTCUSDT\",\"t\":12,\"p\":"
    "\"61800."
    "21000000\",\"q\":\"0.00200000\",\"T\":1784000000000,\"m\":true,\"M\":true}}",
    "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":7,\"s\":\"BTCUSDT\",\"b\":\"1.00000000\",\"B\":\"2.00000000\","
    "\"a\":\"3.00000000\",\"A\":\"4.50000000\"}}",
    "{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":5,\"s\":\"BTCUSDT\",\"U\":1,\"u\":2,"
    "\"b\":[["
    "\"50000.00000000\",\"0.50000000\"],[\"49999.00000000\",\"0.00000000\"]],\"a\":[]}}"};

bool isSame(const FeedMessage& a, const FeedMessage& b, FeedKind kind)
{
    switch (kind) {
    case FeedKind::Trade:
        return a.symbol == b.symbol && a.price == b.price && a.size == b.size && a.timeMs == b.timeMs
            && a.buyerIsMaker == b.buyerIsMaker;
    case FeedKind::Quote:
        return a.symbol == b.symbol && a.bid == b.bid && a.ask == b.ask;
    default:
        return a.symbol == b.symbol && a.first == b.first && a.last == b.last && a.timeMs == b.timeMs
            && a.bids == b.bids && a.asks == b.asks;
    }
}

} // namespace

class TestBinanceFeed : public QObject
{
    Q_OBJECT

private slots:
    void theVenuesOwnFormIsReadQuickly()
    {
        FeedMessage message;
        QVERIFY(scanned(plain[0], message) == FeedKind::Trade);
        QCOMPARE(message.price, std::int64_t{6'180'021'000'000});
        QCOMPARE(message.size, std::int64_t{200'000});
        QVERIFY(message.buyerIsMaker && message.symbol == "BTCUSDT");
        QVERIFY(scanned(plain[1], message) == FeedKind::Quote);
        QCOMPARE(message.ask.size, std::int64_t{450'000'000});
        QVERIFY(scanned(plain[2], message) == FeedKind::Depth);
        QCOMPARE(message.bids.size(), std::size_t{2});
        QCOMPARE(message.last, std::int64_t{2});
    }

    void whateverIsChangedBothReadItAlike() // F41
    {
        FeedReader reader;
        FeedMessage quick, general;
        SeededRandom random(20'261'126);
        int readQuickly = 0;
        for (int i = 0; i < 200'000; ++i) {
            auto text = plain[random.below(plain.size())];
            for (std::uint64_t k = 0, n = random.below(3); k < n; ++k) {
                const auto at = random.below(text.size());
                constexpr std::string_view bytes = "0123456789.,\"[]{}:-\\ eTtUu";
                switch (random.below(3)) {
                case 0:
                    text[at] = bytes[random.below(bytes.size())];
                    break;
                case 1:
                    text.erase(at, 1 + random.below(3));
                    break;
                default:
                    text.insert(at, 1, bytes[random.below(bytes.size())]);
                    break;
                }
            }
            if (const auto kind = scanned(text, quick)) {
                ++readQuickly;
                QVERIFY2(reader.readJson(text, general) == *kind && isSame(quick, general, *kind), text.c_str());
            }
        }
        QVERIFY(readQuickly > 60'000); // a third at least was left as it is
    }

    void anotherOrderOfFieldsIsReadAsWell()
    {
        FeedReader reader;
        FeedMessage message;
        QVERIFY(reader.read("{\"data\": {\"m\":false,\"new\":[{}],\"T\":3,\"q\":\"1.5\",\"p\":\"2\",\"s\":\"ABC\"}, "
                            "\"stream\":\"abc@trade\"}",
                            message)
                == FeedKind::Trade);
        QCOMPARE(message.price, std::int64_t{200'000'000});
        QVERIFY(reader.read("{\"result\":null,\"id\":1}", message) == FeedKind::Answer);
        QVERIFY(reader.read("{\"error\":{\"code\":2,\"msg\":\"x\"},\"id\":1}", message) == FeedKind::Refusal);
        QVERIFY(reader.read("{\"e\":\"serverShutdown\",\"E\":1}", message) == FeedKind::Shutdown);
        QVERIFY(reader.read("{\"stream\":\"abc@ofTomorrow\",\"data\":{}}", message) == FeedKind::NotForUs);
        for (const auto* text : {"", "{", "[]", "null", "{\"stream\":\"abc@trade\",\"data\":3}", "\xff\xfe"}) {
            QVERIFY2(reader.read(text, message) == FeedKind::Malformed, text);
        }
    }
};

QTEST_APPLESS_MAIN(TestBinanceFeed)
#include "tst_binance_feed.moc"
