// needs: app
#include "tests/support/program_run.h"

#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

namespace {

/// What `scripts/run` starts: read from it, so that the two cannot part.
QStringList demoArguments()
{
    QFile file(QStringLiteral(OMNI_SOURCE_DIR) + "/scripts/run");
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const auto text = QString::fromUtf8(file.readAll());
    const auto begin = text.indexOf("\"$program\" run --headless");
    const auto end = text.indexOf("--profile", begin);
    auto command = text.mid(begin, end - begin);
    command.replace("\\\n", " ");
    auto arguments = QProcess::splitCommand(command.replace('\'', '"'));
    arguments.removeFirst();
    return arguments;
}

QStringList without(QStringList arguments, const QString& option)
{
    const auto at = arguments.indexOf(option);
    if (at >= 0) {
        arguments.remove(at, 2);
    }
    return arguments;
}

} // namespace

class TestCliDemo : public QObject
{
    Q_OBJECT

private slots:
    void theDemoTradesToItsEnd()
    {
        QTemporaryDir home;
        const auto arguments
            = without(demoArguments(), "--speed") + QStringList{"--profile", home.filePath("profile"), "--json-lines"};
        QVERIFY2(arguments.contains("synthetic:7"), qPrintable(arguments.join(' ')));

        const auto result = runProgram(arguments);

        QCOMPARE(result.code, 0);
        int proposals = 0, fills = 0, breakers = 0;
        for (const auto& line : result.lines()) {
            const auto kind = line.value("kind").toString();
            // From 14:30 to 16:30; the last quarter begins at 16:00.
            const bool isLate = line.value("time").toString() >= "2024-03-04T16:00:00";
            proposals += kind == "proposal" && isLate ? 1 : 0;
            fills += kind == "fill" && isLate ? 1 : 0;
            breakers += kind == "alert" && line.value("key").toString().startsWith("breaker") ? 1 : 0;
        }
        QVERIFY(proposals > 0);
        QVERIFY(fills > 0);
        QCOMPARE(breakers, 0);
        const auto replay = runProgram({"replay", home.filePath("profile")});
        QCOMPARE(replay.code, 0);
        QVERIFY(replay.out.startsWith("identical: "));
    }

    void aPacedRunSaysHowItStands()
    {
        QTemporaryDir home;
        auto arguments = without(without(demoArguments(), "--speed"), "--until");
        arguments
            += {"--speed", "600x", "--until", "10m", "--live-every", "200ms", "--profile", home.filePath("profile")};

        const auto result = runProgram(arguments);

        QCOMPARE(result.code, 0);
        const auto lines = result.out.split('\n');
        const auto live = std::count_if(lines.begin(), lines.end(), [](const QByteArray& line) {
            return line.startsWith("-- 14:3") && line.contains("  equity ") && line.contains(" USD (")
                && line.contains(" open order") && line.contains("SPY ");
        });
        QVERIFY2(live >= 2, result.out.constData());
    }
};

QTEST_GUILESS_MAIN(TestCliDemo)
#include "tst_cli_demo.moc"
