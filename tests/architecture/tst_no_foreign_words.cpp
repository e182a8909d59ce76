// needs: tests/support/source_tree
#include "tests/support/source_tree/source_tree.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace omni::tests;

namespace {

/// Words of the places where this project was worked on. Each is written in two halves, or this file would be found.
const std::array<std::string, 3> foreignWords{"/wo"
                                              "rk/",
                                              ".lib"
                                              "rary",
                                              "sub"
                                              "agent"};

std::vector<std::string> faultsIn(const std::filesystem::path& root)
{
    std::vector<std::string> faults;
    for (const auto& file : filesOf(root)) {
        const auto path = std::filesystem::relative(file, root).generic_string();
        const auto text = textOf(file);
        for (const auto& word : foreignWords) {
            if (const auto at = text.find(word); at != std::string::npos) {
                faults.push_back(path + ":" + std::to_string(lineOf(text, at)) + " names " + word);
            }
            if (("/" + path).find(word) != std::string::npos) {
                faults.push_back(path + " is called " + word);
            }
        }
    }
    return faults;
}

} // namespace

class TestNoForeignWords : public QObject
{
    Q_OBJECT

private slots:
    void noFileNamesAPlaceOutsideTheProject()
    {
        const auto faults = faultsIn(OMNI_SOURCE_DIR);

        for (const auto& fault : faults) {
            qWarning("%s", fault.c_str());
        }
        QCOMPARE(faults.size(), std::size_t{0});
    }

    void findsWhatIsPlanted()
    {
        for (const auto& word : foreignWords) {
            QTemporaryDir tree;
            plant(tree.path().toStdString(), "docs/planted.md", "first line\nsee " + word + "x\n");

            const auto faults = faultsIn(tree.path().toStdString());

            QCOMPARE(faults.size(), std::size_t{1});
            QVERIFY(faults.front().starts_with("docs/planted.md:2 "));
        }
    }

    void findsAFileByItsName()
    {
        QTemporaryDir tree;
        plant(tree.path().toStdString(), "docs/" + foreignWords[2] + ".md", "nothing\n");

        QCOMPARE(faultsIn(tree.path().toStdString()).size(), std::size_t{1});
    }

    void leavesGitAndTheBuildAlone()
    {
        QTemporaryDir tree;
        plant(tree.path().toStdString(), ".git/config", foreignWords[0]);
        plant(tree.path().toStdString(), "build/release/build.ninja", foreignWords[0]);

        QVERIFY(faultsIn(tree.path().toStdString()).empty());
    }
};

QTEST_APPLESS_MAIN(TestNoForeignWords)
#include "tst_no_foreign_words.moc"
