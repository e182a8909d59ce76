// needs: tests/support/source_tree
//
// Each fault of tests/planted can still be planted: it names the promise that it breaks, or the test that finds it, and
// what it changes is shipped code that reads today as the patch expects it. Whether it is found, by the worlds or by
// that test, is told by tests/planted/score.py.

#include "tests/support/source_tree/source_tree.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <regex>
#include <sstream>

using namespace omni::tests;

namespace {

constexpr std::size_t leastFaults = 24;

/// A part of a patch: the lines that it expects in the file, whether it changes any, and where it belongs.
struct Hunk {
    std::string path;
    std::string expected;
    bool changes = false;
};

std::vector<Hunk> hunksOf(const std::string& patch)
{
    std::vector<Hunk> hunks;
    std::string path;
    std::istringstream in(patch);
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("--- a/")) {
            path = line.substr(6);
        } else if (line.starts_with("+++ ")) {
            continue;
        } else if (line.starts_with("@@ ")) {
            hunks.push_back({path, "\n", false});
        } else if (!path.empty() && !hunks.empty() && !line.empty()) {
            Hunk& hunk = hunks.back();
            hunk.changes = hunk.changes || line.front() != ' ';
            hunk.expected += line.front() == '+' ? "" : line.substr(1) + "\n";
        }
    }
    return hunks;
}

bool isShipped(const std::string& path)
{
    return path.starts_with("core/") && !path.starts_with("core/host/simulate/");
}

bool isTest(const std::filesystem::path& root, const std::string& name)
{
    const auto files = filesOf(root / "tests");
    return std::any_of(files.begin(), files.end(),
                       [&name](const auto& file) { return file.filename() == name + ".cpp"; });
}

std::vector<std::string> faultsOf(const std::filesystem::path& root, const std::string& patch)
{
    std::vector<std::string> faults;
    static const std::regex promise("(S(?:[1-9]|[12][0-9]|3[0-5])|tst_[a-z_]+): [^\n]+\\.\n[^]*");
    std::smatch found;
    const bool isPromise = std::regex_match(patch, found, promise);
    const std::string name = isPromise ? found.str(1) : "";
    if (name.starts_with("tst_") && !isTest(root, name)) {
        faults.push_back("names " + name + ", which is no test");
    } else if (!isPromise) {
        faults.emplace_back("names no promise in its first line");
    }
    const auto hunks = hunksOf(patch);
    if (std::none_of(hunks.begin(), hunks.end(), [](const Hunk& hunk) { return hunk.changes; })) {
        faults.emplace_back("changes nothing");
    }
    for (const Hunk& hunk : hunks) {
        if (!isShipped(hunk.path)) {
            faults.push_back("changes " + hunk.path + ", which is not shipped");
        } else if (("\n" + textOf(root / hunk.path)).find(hunk.expected) == std::string::npos) {
            faults.push_back("does not fit " + hunk.path + " any more");
        }
    }
    return faults;
}

} // namespace

class TestPlantedFaults : public QObject
{
    Q_OBJECT

private slots:
    void eachCanBePlanted()
    {
        const std::filesystem::path root = OMNI_SOURCE_DIR;
        std::size_t count = 0, bad = 0;
        for (const auto& file : filesOf(root / "tests/planted")) {
            if (file.extension() == ".patch") {
                ++count;
                for (const auto& fault : faultsOf(root, textOf(file))) {
                    qWarning("%s %s", file.filename().c_str(), fault.c_str());
                    ++bad;
                }
            }
        }
        QCOMPARE(bad, std::size_t{0});
        QVERIFY2(count >= leastFaults, std::to_string(count).c_str());
    }

    void findsWhatIsWrongWithOne_data()
    {
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<QByteArray>("fault");
        const QByteArray sound("S5: it leaves too early.\n\n--- a/core/host/a.cpp\n+++ b/core/host/a.cpp\n"
                               "@@ -1,3 +1,2 @@\n one\n-two\n three\n");
        const auto row = [&sound](const char* name, const char* part, const char* other, const char* fault) {
            QTest::newRow(name) << QByteArray(sound).replace(part, other) << QByteArray(fault);
        };
        row("sound", "two", "two", "");
        row("no promise", "S5: ", "", "names no promise in its first line");
        row("a promise that is none", "S5", "S36", "names no promise in its first line");
        row("a test that finds it", "S5", "tst_a", "");
        row("a test that is none", "S5", "tst_b", "names tst_b, which is no test");
        row("other lines", "two", "TWO", "does not fit core/host/a.cpp any more");
        row("a line too many", "-two\n", "-two\n four\n", "does not fit core/host/a.cpp any more");
        row("a part of a line", " one\n-two", "-wo", "does not fit core/host/a.cpp any more");
        row("no change", "-two", " two", "changes nothing");
        row("a file that is gone", "a/core/host/a", "a/core/host/b", "does not fit core/host/b.cpp any more");
        row("a check", "a/core/host/a", "a/core/host/simulate/a",
            "changes core/host/simulate/a.cpp, which is not shipped");
        row("a test", "a/core/host/a", "a/tests/a", "changes tests/a.cpp, which is not shipped");
    }

    void findsWhatIsWrongWithOne()
    {
        QFETCH(QByteArray, patch);
        QFETCH(QByteArray, fault);
        QTemporaryDir tree;
        plant(tree.path().toStdString(), "core/host/a.cpp", "one\ntwo\nthree\n");
        plant(tree.path().toStdString(), "tests/core/tst_a.cpp", "");

        const auto faults = faultsOf(tree.path().toStdString(), patch.toStdString());

        const std::string first = faults.empty() ? std::string() : faults.front();
        QCOMPARE(QByteArray::fromStdString(first), fault);
        QVERIFY(faults.size() <= 1);
    }
};

QTEST_APPLESS_MAIN(TestPlantedFaults)
#include "tst_planted_faults.moc"
