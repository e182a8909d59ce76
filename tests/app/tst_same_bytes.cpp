// needs: app programs tests/support/source_tree
//
// V36: the same sources give the same bytes, wherever they lie and whenever they are built. `.ci/run` builds one
// program in two folders and compares (scripts/twice), `scripts/long double_build` all. Here is what would make them
// differ.

#include "tests/support/source_tree/bans.h"
#include "tests/support/source_tree/source_tree.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

namespace {

std::vector<std::string> clocksIn(const std::filesystem::path& root)
{
    static const std::vector<Ban> bans{{"puts the time of the build into the program",
                                        std::regex(R"(\b__(DATE|TIME|TIMESTAMP)__\b)"),
                                        {},
                                        {"__DATE__", "__TIME"}}};
    return hitsOf(bans, root, {"core", "ui", "app"});
}

} // namespace

class TestSameBytes : public QObject
{
    Q_OBJECT

private slots:
    void noProgramNamesTheFolderThatItWasBuiltIn()
    {
#if defined(OMNI_SANITIZED) || !defined(NDEBUG)
        QSKIP("only a release names its files from the project's root");
#endif
        for (const char* name : {"omnitrade", "omnitrade-watchdog", "omnitrade-audit-verify"}) {
            QFile program(QStringLiteral(OMNI_BINARY_DIR "/") + QString::fromLatin1(name));
            QVERIFY2(program.open(QIODevice::ReadOnly), name);
            const QByteArray bytes = program.readAll();
            QVERIFY2(!bytes.contains(OMNI_SOURCE_DIR "/"), name);
            QVERIFY2(!bytes.contains(OMNI_BINARY_DIR), name);
        }
        QFile test(QCoreApplication::applicationFilePath()); // the look itself: this one does name it
        QVERIFY(test.open(QIODevice::ReadOnly) && test.readAll().contains(OMNI_SOURCE_DIR "/"));
    }

    void nobodyAsksTheCompilerForTheTime()
    {
        const auto found = clocksIn(OMNI_SOURCE_DIR);
        QVERIFY2(found.empty(), found.empty() ? "" : found.front().c_str());
    }

    void whoeverAsksIsFound()
    {
        QTemporaryDir tree;
        plant(tree.path().toStdString(), "app/a.cpp", "const char* built = __DATE__ \" \" __TIME__;\n");
        QCOMPARE(clocksIn(tree.path().toStdString()).size(), std::size_t{2});
    }
};

QTEST_GUILESS_MAIN(TestSameBytes)
#include "tst_same_bytes.moc"
