// needs: host/simulate
//
// Stories in which a promise was broken once, each in a file of `mended`: the promise, what was wrong, the world, and
// the shortest row of steps that showed it. None of them may break anything again.

#include "core/host/simulate/run.h"
#include "core/host/simulate/story.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <memory>
#include <string>

using namespace omni;
using namespace omni::simulate;

namespace {

const QString folder = QStringLiteral(OMNI_SOURCE_DIR "/tests/core/host/simulate/mended");

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
        const QByteArray text = file.readAll();
        const auto story = storyFromText(std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
        QVERIFY2(story, story ? "" : story.error().text(path.toStdString()).c_str());
        QVERIFY(!story->steps.empty());

        Tally tally;
        const auto lanes = std::make_unique<Lanes>();
        const auto told = runSteps(story->plan, story->steps, *lanes, tally);

        const std::string what
            = told.broken ? nameOf(told.broken->invariant) + ": " + told.broken->what : std::string();
        QVERIFY2(!told.broken, what.c_str());
    }
};

QTEST_APPLESS_MAIN(TestMendedWorlds)
#include "tst_mended_worlds.moc"
