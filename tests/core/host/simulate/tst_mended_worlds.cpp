// needs: host/simulate
//
// Stories in which a promise was broken once, each in a file of `mended`: its seed, the promise, what was wrong, and
// the shortest row of steps that showed it. None of them may break anything again.

#include "core/host/simulate/run.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <memory>
#include <string>

using namespace omni;
using namespace omni::simulate;

namespace {

const QString folder = QStringLiteral(OMNI_SOURCE_DIR "/tests/core/host/simulate/mended");

/// "# seed 842" of a story; 0: it names none.
std::uint64_t seedOf(const QByteArray& story)
{
    for (const QByteArray& line : story.split('\n')) {
        if (line.startsWith("# seed ")) {
            return line.mid(7).trimmed().toULongLong();
        }
    }
    return 0;
}

} // namespace

class TestMendedWorlds : public QObject
{
    Q_OBJECT

private slots:
    void whatWasMendedStaysMended_data()
    {
        QTest::addColumn<QString>("path");
        const QDir stories(folder);
        for (const QString& name : stories.entryList({QStringLiteral("*.steps")}, QDir::Files, QDir::Name)) {
            QTest::newRow(qPrintable(name)) << stories.filePath(name);
        }
    }

    void whatWasMendedStaysMended()
    {
        QFETCH(QString, path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray story = file.readAll();
        const std::uint64_t seed = seedOf(story);
        const auto steps = stepsFromText(std::string_view(story.constData(), static_cast<std::size_t>(story.size())));
        QVERIFY(seed != 0);
        QVERIFY2(steps && !steps->empty(), steps ? "no steps" : steps.error().detail.c_str());

        Tally tally;
        const auto lanes = std::make_unique<Lanes>();
        const auto told = runSteps(seed, *steps, *lanes, tally);

        const std::string what
            = told.broken ? nameOf(told.broken->invariant) + ": " + told.broken->what : std::string();
        QVERIFY2(!told.broken, what.c_str());
    }
};

QTEST_APPLESS_MAIN(TestMendedWorlds)
#include "tst_mended_worlds.moc"
