// needs: app
//
// The list of hosts that the program tells is the one that is published (V39).

#include "tests/support/program_run.h"

#include <QRegularExpression>
#include <QTest>

using namespace omni::tests;

namespace {

/// "api.example.com 443 Broker live rest, ws", a host a line.
QStringList publishedHosts()
{
    QFile page(OMNI_SOURCE_DIR "/docs/hosts.md");
    if (!page.open(QIODevice::ReadOnly)) {
        return {};
    }
    static const QRegularExpression row(QStringLiteral(R"(^\| ([a-z0-9.-]+\.[a-z]+) \| (.+) \|$)"),
                                        QRegularExpression::MultilineOption);
    QStringList hosts;
    for (auto at = row.globalMatch(QString::fromUtf8(page.readAll())); at.hasNext();) {
        const auto match = at.next();
        hosts += match.captured(1) + u' ' + match.captured(2).split(QStringLiteral(" | ")).join(u' ');
    }
    return hosts;
}

} // namespace

class TestCliHosts : public QObject
{
    Q_OBJECT

private slots:
    void tellsThePublishedList()
    {
        const auto told = runProgram({"hosts", "--json"});
        QCOMPARE(told.code, 0);
        QStringList hosts;
        for (const auto& each : told.json()["hosts"].toArray()) {
            const auto host = each.toObject();
            QStringList asked;
            for (const auto& face : host["for"].toArray()) {
                asked += face.toString();
            }
            const auto accounts
                = QStringList{host["live"].toBool() ? "live" : "", host["paper"].toBool() ? "paper" : ""};
            hosts += QStringList{host["host"].toString(), QString::number(host["port"].toInt()),
                                 host["broker"].toString(),
                                 accounts.filter(QRegularExpression(".")).join(QStringLiteral(" and ")),
                                 asked.join(QStringLiteral(", "))}
                         .join(u' ');
        }
        QVERIFY(hosts.size() >= 10);
        QCOMPARE(hosts, publishedHosts());
    }

    void tellsItInWords()
    {
        const auto told = runProgram({"hosts"});
        QCOMPARE(told.code, 0);
        QVERIFY2(told.out.contains("testnet.binance.vision:443"), told.out.constData());
        QVERIFY(runProgram({"hosts", "--help"}).out.contains("no telemetry"));
    }
};

QTEST_GUILESS_MAIN(TestCliHosts)
#include "tst_cli_hosts.moc"
