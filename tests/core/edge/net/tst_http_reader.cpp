#include "core/edge/net/http_reader.h"

#include "core/base/seeded_random.h"

#include <QTest>

#include <string>
#include <string_view>
#include <vector>

using namespace omni;
using namespace omni::net;

namespace {

using State = HttpReader::State;

constexpr std::string_view aTypicalAnswer = "HTTP/1.1 200 OK\r\n"
                                            "Content-Type: application/json\r\n"
                                            "X-MBX-USED-WEIGHT-1M: 7\r\n"
                                            "Content-Length: 11\r\n"
                                            "\r\n"
                                            "{\"a\":\"bcd\"}";

constexpr std::string_view anAnswerInChunks = "HTTP/1.1 200 OK\r\n"
                                              "Transfer-Encoding: chunked\r\n"
                                              "\r\n"
                                              "5\r\nhello\r\n"
                                              "A;name=value\r\n, world!!!\r\n"
                                              "0\r\n"
                                              "Checksum: 1\r\n"
                                              "\r\n";

HttpReader reading(std::string_view text, HttpLimits limits = {})
{
    HttpReader reader(limits);
    reader.take(text);
    return reader;
}

std::string withFields(std::string_view fields, std::string_view body = {})
{
    std::string text("HTTP/1.1 200 OK\r\n");
    return text.append(fields).append("\r\n").append(body);
}

/// `text` and then `count` times the letter x.
std::string padded(std::string_view text, std::size_t count)
{
    std::string all(text);
    all.append(count, 'x');
    return all;
}

} // namespace

class TestHttpReader : public QObject
{
    Q_OBJECT

private slots:
    void readsAnAnswer()
    {
        auto reader = reading(aTypicalAnswer);

        QCOMPARE(reader.state(), State::Done);
        QCOMPARE(reader.answer().status, 200);
        QCOMPARE(reader.answer().body, std::string("{\"a\":\"bcd\"}"));
        QCOMPARE(reader.answer().field("x-mbx-used-weight-1m"), std::string_view("7"));
        QCOMPARE(reader.answer().field("Retry-After"), std::string_view());
        QVERIFY(reader.answer().saysJson());
        QVERIFY(reader.keepsAlive());
    }

    void readsAnAnswerInChunks()
    {
        auto reader = reading(anAnswerInChunks);

        QCOMPARE(reader.state(), State::Done);
        QCOMPARE(reader.answer().body, std::string("hello, world!!!"));
        QVERIFY(reader.keepsAlive());
    }

    void whereTheBytesAreCutDoesNotMatter()
    {
        for (const auto text : {aTypicalAnswer, anAnswerInChunks}) {
            const auto whole = reading(text).answer().body;
            for (std::size_t cut = 0; cut <= text.size(); ++cut) {
                HttpReader reader;
                reader.take(text.substr(0, cut));
                QCOMPARE(reader.state(), cut == text.size() ? State::Done : State::Reading);
                reader.take(text.substr(cut));
                QCOMPARE(reader.state(), State::Done);
                QCOMPARE(reader.answer().body, whole);
            }
            HttpReader byByte;
            for (const char c : text) {
                byByte.take({&c, 1});
            }
            QCOMPARE(byByte.answer().body, whole);
        }
    }

    void anAnswerThatIsCutIsNoAnswer()
    {
        for (const auto text : {aTypicalAnswer, anAnswerInChunks}) {
            for (std::size_t cut = 0; cut < text.size(); ++cut) {
                auto reader = reading(text.substr(0, cut));
                QCOMPARE(reader.end(), State::Malformed);
            }
        }
    }

    void withoutALengthTheEndOfTheConnectionIsTheEnd()
    {
        auto reader = reading(withFields("", "all of it"));

        QCOMPARE(reader.state(), State::Reading);
        QCOMPARE(reader.end(), State::Done);
        QCOMPARE(reader.answer().body, std::string("all of it"));
        QVERIFY(!reader.keepsAlive());
    }

    void noContentHasNoBody()
    {
        auto reader = reading("HTTP/1.1 204 No Content\r\n\r\n");

        QCOMPARE(reader.state(), State::Done);
        QVERIFY(reader.keepsAlive());
    }

    void anEmptyBodyIsWhole()
    {
        QCOMPARE(reading(withFields("Content-Length: 0\r\n")).state(), State::Done);
    }

    void wordsBehindTheStatusMayBeMissing()
    {
        QCOMPARE(reading("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n").state(), State::Done);
        QCOMPARE(reading("HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n").state(), State::Done);
    }

    void interimAnswersArePassedOver()
    {
        auto reader = reading("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n"
                              + std::string(aTypicalAnswer));

        QCOMPARE(reader.state(), State::Done);
        QCOMPARE(reader.answer().status, 200);
        QCOMPARE(reader.answer().fields.size(), std::size_t{3});
    }

    void interimAnswersForEverAreRefused()
    {
        HttpReader reader;
        for (int i = 0; i < 9; ++i) {
            reader.take("HTTP/1.1 100 Continue\r\n\r\n");
        }
        QCOMPARE(reader.state(), State::Malformed);
    }

    void anUpgradeEndsAtItsHead()
    {
        auto reader = reading("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\x81\x01x");

        QCOMPARE(reader.state(), State::Done);
        QCOMPARE(reader.answer().status, 101);
        QCOMPARE(reader.rest(), std::string("\x81\x01x"));
    }

    void whatFollowsTheAnswerEndsTheConnection()
    {
        std::string text(aTypicalAnswer);
        text.append("HTTP/1.1 200 OK\r\n");

        auto reader = reading(text);

        QCOMPARE(reader.state(), State::Done);
        QCOMPARE(reader.rest(), std::string("HTTP/1.1 200 OK\r\n"));
        QVERIFY(!reader.keepsAlive());
    }

    void aServerThatSaysCloseIsBelieved()
    {
        QVERIFY(!reading(withFields("Connection: close\r\nContent-Length: 0\r\n")).keepsAlive());
        QVERIFY(!reading(withFields("Connection: x, Close\r\nContent-Length: 0\r\n")).keepsAlive());
        QVERIFY(!reading("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n").keepsAlive());
    }

    void refusesWhatCanBeReadInTwoWays_data()
    {
        QTest::addColumn<QByteArray>("text");

        const auto row
            = [](const char* name, const std::string& text) { QTest::newRow(name) << QByteArray::fromStdString(text); };
        row("a length and chunks", withFields("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"));
        row("two lengths", withFields("Content-Length: 5\r\nContent-Length: 6\r\n"));
        row("a list of lengths", withFields("Content-Length: 5, 5\r\n"));
        row("a signed length", withFields("Content-Length: +5\r\n"));
        row("a negative length", withFields("Content-Length: -5\r\n"));
        row("an empty length", withFields("Content-Length:\r\n"));
        row("a length in hex", withFields("Content-Length: 0x5\r\n"));
        row("two encodings", withFields("Transfer-Encoding: gzip, chunked\r\n"));
        row("chunks twice", withFields("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"));
        row("another encoding", withFields("Transfer-Encoding: identity\r\n"));
        row("a packed body", withFields("Content-Encoding: gzip\r\nContent-Length: 5\r\n"));
        row("a bare line feed", "HTTP/1.1 200 OK\nContent-Length: 0\n\n");
        row("a folded line", withFields("A: b\r\n c\r\nContent-Length: 0\r\n"));
        row("a blank before the colon", withFields("Content-Length : 0\r\n"));
        row("no colon", withFields("Content-Length\r\n"));
        row("no name", withFields(": 5\r\n"));
        row("a nought in a field", withFields(std::string("A: \0b\r\n", 7)));
        row("a carriage return in a field", withFields("A: b\rC: d\r\n"));
        row("chunks in HTTP/1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        row("HTTP/2 in clear", "HTTP/2 200\r\n\r\n");
        row("another protocol", "SSH-2.0-OpenSSH_9.2\r\n");
        row("a status of two digits", "HTTP/1.1 20 OK\r\n\r\n");
        row("a status of four digits", "HTTP/1.1 2000 OK\r\n\r\n");
        row("a status below 100", "HTTP/1.1 099 OK\r\n\r\n");
        row("a chunk longer than it says", withFields("Transfer-Encoding: chunked\r\n", "1\r\nab\r\n"));
        row("a chunk of no size", withFields("Transfer-Encoding: chunked\r\n", "\r\n"));
        row("a chunk of negative size", withFields("Transfer-Encoding: chunked\r\n", "-1\r\n"));
        row("a chunk in 0x", withFields("Transfer-Encoding: chunked\r\n", "0x5\r\n"));
    }

    void refusesWhatCanBeReadInTwoWays()
    {
        QFETCH(QByteArray, text);

        auto reader = reading(text.toStdString());

        QCOMPARE(reader.state(), State::Malformed);
        QVERIFY(!reader.fault().empty());
    }

    void theSameLengthTwiceIsOne()
    {
        QCOMPARE(reading(withFields("Content-Length: 2\r\nContent-Length: 2\r\n", "ab")).state(), State::Done);
    }

    void refusesWhatIsTooLarge_data()
    {
        QTest::addColumn<QByteArray>("text");

        const auto row
            = [](const char* name, const std::string& text) { QTest::newRow(name) << QByteArray::fromStdString(text); };
        row("a length beyond the limit", withFields("Content-Length: 101\r\n"));
        row("a length beyond 64 bits", withFields("Content-Length: 99999999999999999999999\r\n"));
        row("a chunk beyond the limit", withFields("Transfer-Encoding: chunked\r\n", "65\r\n"));
        row("a chunk near the end of 64 bits", withFields("Transfer-Encoding: chunked\r\n", "fffffffffffffff\r\n"));
        row("chunks that add up",
            withFields("Transfer-Encoding: chunked\r\n", padded("64\r\n", 100).append("\r\n1\r\n")));
        row("a body to the end of the connection", withFields("", std::string(101, 'x')));
        row("a head without an end", padded("HTTP/1.1 200 OK\r\nA: ", 1'000));
        row("a status line without an end", std::string(1'000, 'x'));
        row("very many fields", withFields("A:\r\nB:\r\nC:\r\nD:\r\nE:\r\nF:\r\n"));
        row("trailers without an end", withFields("Transfer-Encoding: chunked\r\n", padded("0\r\nA: ", 1'000)));
    }

    void refusesWhatIsTooLarge()
    {
        QFETCH(QByteArray, text);

        auto reader = reading(text.toStdString(), {.head = 500, .fields = 5, .body = 100});

        QCOMPARE(reader.state(), State::TooLarge);
    }

    void whatIsJustAtTheLimitIsRead()
    {
        const HttpLimits limits{.head = 500, .fields = 5, .body = 100};
        const std::string body(100, 'x');

        QCOMPARE(reading(withFields("Content-Length: 100\r\n", body), limits).state(), State::Done);
        QCOMPARE(
            reading(withFields("Transfer-Encoding: chunked\r\n", padded("64\r\n", 100).append("\r\n0\r\n\r\n")), limits)
                .state(),
            State::Done);
        QCOMPARE(reading(withFields("", body), limits).end(), State::Done);
    }

    void aMaintenancePageDoesNotSayJson()
    {
        QVERIFY(!reading(withFields("Content-Type: text/html\r\nContent-Length: 0\r\n")).answer().saysJson());
        QVERIFY(!reading(withFields("Content-Length: 0\r\n")).answer().saysJson());
        QVERIFY(reading(withFields("content-type: Application/JSON ; charset=utf-8\r\nContent-Length: 0\r\n"))
                    .answer()
                    .saysJson());
    }

    // No input crashes it, it never keeps more than its limits, and once it has ended it stays ended.
    void noInputBreaksIt()
    {
        SeededRandom random{41};
        const std::vector<std::string_view> seeds{aTypicalAnswer, anAnswerInChunks};
        const HttpLimits limits{.head = 300, .fields = 20, .body = 200};
        int done = 0;
        for (int i = 0; i < 20'000; ++i) {
            std::string text(seeds[random.below(2)]);
            for (auto changes = random.below(4); changes > 0; --changes) {
                const auto place = random.below(text.size());
                switch (random.below(3)) {
                case 0:
                    text[place] = static_cast<char>(random.below(256));
                    break;
                case 1:
                    text.erase(place, random.below(20));
                    break;
                default:
                    text.insert(place, text.substr(random.below(text.size()), random.below(40)));
                    break;
                }
                text += ' ';
            }
            HttpReader reader(limits);
            auto state = State::Reading;
            for (std::size_t at = 0; at < text.size();) {
                const auto size = 1 + random.below(30);
                const auto next = reader.take(std::string_view(text).substr(at, size));
                QVERIFY(state == State::Reading || next == state);
                state = next;
                at += size;
            }
            QVERIFY(reader.answer().body.size() <= limits.body);
            QVERIFY(reader.answer().fields.size() <= limits.fields);
            done += reader.end() == State::Done ? 1 : 0;
        }
        QVERIFY(done > 1'000);
    }
};

QTEST_APPLESS_MAIN(TestHttpReader)
#include "tst_http_reader.moc"
