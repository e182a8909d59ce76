// needs: tests/support/source_tree
//
// The program has one way to the outside, and one policy stands on it (safety 4.9): nobody else opens a connection,
// looks up a name, or names a host.

#include "tests/support/source_tree/bans.h"
#include "tests/support/source_tree/source_tree.h"

#include <QTemporaryDir>
#include <QTest>

#include <regex>

using namespace omni::tests;

namespace {

const std::vector<Ban>& bans()
{
    static const std::vector<Ban> list{
        {"opens a connection",
         std::regex(R"(\bconnectToHost(Encrypted)?\s*\()"),
         "core/edge/net/link.",
         {"connectToHost"}},
        {"opens a connection", std::regex(R"(\bAF_INET6?\b)"), {}, {"AF_INET"}},
        {"speaks TLS by itself",
         std::regex(R"(\bnew\s+QSslSocket\b|\bQSslSocket(> ?\(|\s*[({]|\s+\w+\s*[;({]))"),
         "core/edge/net/link.",
         {"QSslSocket"}},
        {"speaks TLS by itself", std::regex(R"(\bSSL_(CTX_new|connect|new)\b)"), {}, {"SSL_"}},
        {"has another client",
         std::regex(R"(\bQ(NetworkAccessManager|WebSocket|UdpSocket|SctpSocket|DnsLookup)\b)"),
         {},
         {"QNetworkAccess", "QWebSocket", "QUdp", "QSctp", "QDns"}},
        {"has another client", std::regex(R"(\bcurl_easy_\w+)"), {}, {"curl_"}},
        {"looks up a name",
         std::regex(R"(\b(getaddrinfo|gethostbyname|QHostInfo)\b)"),
         {},
         {"getaddrinfo", "gethostbyname", "QHostInfo"}},
        {"opens a page",
         std::regex(R"(\bQDesktopServices\b|\bsetOpenExternalLinks\b)"),
         {},
         {"QDesktopServices", "setOpenExternalLinks"}},
        {"looks away from a certificate",
         std::regex(R"(\bignoreSslErrors\b|\b(VerifyNone|QueryPeer)\b|\bSSL_VERIFY_NONE\b)"),
         "core/edge/sandbox/",
         {"ignoreSslErrors", "VerifyNone", "QueryPeer", "SSL_VERIFY"}},
        {"takes the system's proxy", std::regex(R"(\bsetUseSystemConfiguration\b)"), {}, {"setUseSystemConfiguration"}},
    };
    return list;
}

/// A literal that names a machine other than this one. Brokers say their own in info.cpp, a key service its own.
std::vector<std::string> hostsIn(const std::filesystem::path& root)
{
    static const std::regex url(R"re("(https|wss|http|ws)://(?!127\.|localhost|\[::1\]|[{"])[^"]*")re");
    static const std::regex broker(R"(core/edge/(brokers/[a-z0-9_]+/info|security/key_service/aws_kms)\.cpp)");
    std::vector<std::string> hits;
    for (const auto& file : sourcesBelow(root, {"core", "ui", "app"})) {
        if (file.text.find("://") == std::string::npos || std::regex_match(file.path, broker)) {
            continue;
        }
        for (std::sregex_iterator at(file.text.begin(), file.text.end(), url), end; at != end; ++at) {
            // In a comment there is no quote left in the code.
            if (file.code[static_cast<std::size_t>(at->position())] == '"') {
                hits.push_back(file.path + ":"
                               + std::to_string(lineOf(file.text, static_cast<std::size_t>(at->position())))
                               + " names a host: " + at->str());
            }
        }
    }
    return hits;
}

std::vector<std::string> faultsIn(const std::filesystem::path& root)
{
    auto faults = hitsOf(bans(), root, {"core", "ui", "app"});
    // The paper exchange answers; whoever connects to it is somebody else.
    std::erase_if(faults, [](const std::string& fault) {
        return fault.starts_with("core/edge/sandbox/server/web_server.cpp:")
            && fault.find("speaks TLS by itself") != std::string::npos;
    });
    const auto hosts = hostsIn(root);
    faults.insert(faults.end(), hosts.begin(), hosts.end());
    return faults;
}

} // namespace

class TestOneWayOut : public QObject
{
    Q_OBJECT

private slots:
    void nobodyElseSpeaksToTheOutside()
    {
        const auto faults = faultsIn(OMNI_SOURCE_DIR);
        for (const auto& fault : faults) {
            qWarning("%s", fault.c_str());
        }
        QCOMPARE(faults.size(), std::size_t{0});
    }

    void findsWhatIsPlanted_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<bool>("isFound");
        const auto row = [](const char* name, const char* code, bool isFound) {
            QTest::newRow(name) << QByteArray(code) << isFound;
        };
        row("a connection", "socket->connectToHost(name, 80);", true);
        row("one with TLS", "socket.connectToHostEncrypted(name, 443);", true);
        row("a socket", "QSslSocket socket;", true);
        row("a socket made", "auto socket = std::make_unique<QSslSocket>();", true);
        row("a socket of its own", "auto* socket = new QSslSocket;", true);
        row("a header", "#include <QSslSocket>\nnamespace omni {", false);
        row("a socket of somebody else", "bool isPinned(const QSslSocket& socket);", false);
        row("Qt's client", "QNetworkAccessManager manager;", true);
        row("another client", "curl_easy_init();", true);
        row("a name", "getaddrinfo(host, nullptr, &hints, &found);", true);
        row("a page", "QDesktopServices::openUrl(page);", true);
        row("a socket of the system", "::socket(AF_INET, SOCK_STREAM, 0);", true);
        row("errors ignored", "socket->ignoreSslErrors();", true);
        row("nothing verified", "configuration.setPeerVerifyMode(QSslSocket::VerifyNone);", true);
        row("a host", "const char* url = \"https://example.com/ping\";", true);
        row("a stream's host", "open(\"wss://example.com\");", true);
        row("this machine", "const char* url = \"http://127.0.0.1:80\";", false);
        row("a scheme alone", "constexpr const char* scheme = \"https://\";", false);
        row("a comment", "// \"https://example.com\", by QSslSocket\n", false);
        row("a local socket", "::socket(AF_UNIX, SOCK_STREAM, 0);", false);
    }
    void findsWhatIsPlanted()
    {
        QFETCH(QByteArray, code);
        QFETCH(bool, isFound);
        QTemporaryDir tree;
        plant(tree.path().toStdString(), "core/edge/planted/sender.cpp", code.toStdString());

        QCOMPARE(!faultsIn(tree.path().toStdString()).empty(), isFound);
    }

    void aBrokerSaysItsOwnHostsInOnePlace()
    {
        QTemporaryDir tree;
        plant(tree.path().toStdString(), "core/edge/brokers/planted/info.cpp", "f(\"https://example.com\");\n");
        plant(tree.path().toStdString(), "core/edge/brokers/planted/rest.cpp", "f(\"https://example.com\");\n");

        const auto faults = faultsIn(tree.path().toStdString());

        QCOMPARE(faults.size(), std::size_t{1});
        QVERIFY2(faults.front().starts_with("core/edge/brokers/planted/rest.cpp:1 "), faults.front().c_str());
    }
};

QTEST_APPLESS_MAIN(TestOneWayOut)
#include "tst_one_way_out.moc"
