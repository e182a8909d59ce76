#include "core/edge/net/http_values.h"

#include <QTest>

#include <functional>
#include <string>

using namespace omni;
using namespace omni::net;

namespace {

HttpRequest aTypicalRequest()
{
    HttpRequest request;
    request.method = HttpMethod::Post;
    request.target = "/api/v3/order?symbol=BTCUSDT";
    request.fields = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = "side=BUY";
    return request;
}

using Change = std::function<void(HttpRequest&)>;

} // namespace

Q_DECLARE_METATYPE(Change)

class TestHttpRequest : public QObject
{
    Q_OBJECT

private slots:
    void isWrittenAsTheStandardHasIt()
    {
        auto request = aTypicalRequest();
        request.secrets.push_back({"X-MBX-APIKEY", Secret("k3y")});

        const auto text = requestText(request, "api.example.com");

        QVERIFY(text);
        QCOMPARE(*text,
                 std::string("POST /api/v3/order?symbol=BTCUSDT HTTP/1.1\r\n"
                             "Host: api.example.com\r\n"
                             "Accept-Encoding: identity\r\n"
                             "Content-Type: application/x-www-form-urlencoded\r\n"
                             "X-MBX-APIKEY: k3y\r\n"
                             "Content-Length: 8\r\n"
                             "\r\n"
                             "side=BUY"));
    }

    void aGetHasNoLength()
    {
        const auto text = requestText(HttpRequest{}, "a:1");

        QVERIFY(text);
        QCOMPARE(*text, std::string("GET / HTTP/1.1\r\nHost: a:1\r\nAccept-Encoding: identity\r\n\r\n"));
    }

    void aDeleteWithoutABodySaysSo()
    {
        HttpRequest request;
        request.method = HttpMethod::Delete;

        QVERIFY(requestText(request, "a")->find("Content-Length: 0\r\n") != std::string::npos);
    }

    void refusesWhatIsNotOneRequest_data()
    {
        QTest::addColumn<Change>("change");

        const auto row = [](const char* name, const Change& change) { QTest::newRow(name) << change; };
        row("no path", [](auto& r) { r.target.clear(); });
        row("another host", [](auto& r) { r.target = "http://other.example.com/"; });
        row("a blank in the path", [](auto& r) { r.target = "/a b"; });
        row("a line feed in the path", [](auto& r) { r.target = "/a\r\nX: y"; });
        row("a letter that is not ASCII in the path", [](auto& r) { r.target = "/\xc3\xa4"; });
        row("a fragment", [](auto& r) { r.target = "/a#b"; });
        row("a path without an end", [](auto& r) { r.target = "/" + std::string(16 * 1024, 'a'); });
        row("a field with a line feed", [](auto& r) { r.fields[0].value = "a\r\nHost: b"; });
        row("a field with a nought", [](auto& r) { r.fields[0].value = std::string("a\0b", 3); });
        row("a field that begins with a blank", [](auto& r) { r.fields[0].value = " a"; });
        row("a name with a colon", [](auto& r) { r.fields[0].name = "A:B"; });
        row("an empty name", [](auto& r) { r.fields[0].name.clear(); });
        row("a secret with a line feed", [](auto& r) { r.secrets.push_back({"Key", Secret("a\nb")}); });
        row("another host in a field", [](auto& r) { r.fields[0].name = "hOST"; });
        row("another length", [](auto& r) { r.fields[0].name = "Content-Length"; });
        row("another framing", [](auto& r) { r.fields[0].name = "Transfer-Encoding"; });
        row("words for a proxy", [](auto& r) { r.fields[0].name = "Proxy-Authorization"; });
        row("a GET with a body", [](auto& r) { r.method = HttpMethod::Get; });
        row("a body without an end", [](auto& r) { r.body.assign(8 * 1024 * 1024 + 1, 'a'); });
        row("very many fields", [](auto& r) { r.fields.assign(65, {"A", "b"}); });
        row("no time", [](auto& r) { r.timeout = {}; });
        row("an hour of time", [](auto& r) { r.timeout = hours(1); });
    }

    void refusesWhatIsNotOneRequest()
    {
        QFETCH(Change, change);
        auto request = aTypicalRequest();
        change(request);

        const auto text = requestText(request, "a");

        QVERIFY(!text);
        QCOMPARE(text.error().code, Errc::Invalid);
    }

    void aRefusalNeverTellsASecret()
    {
        auto request = aTypicalRequest();
        request.secrets.push_back({"Key", Secret("c4nary\n")});

        QVERIFY(requestText(request, "a").error().detail.find("c4nary") == std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestHttpRequest)
#include "tst_http_request.moc"
