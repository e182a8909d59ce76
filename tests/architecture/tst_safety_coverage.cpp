// needs: tests/support/source_tree
//
// docs/safety-coverage.md says of each promise and each fault what holds it, in which layer, and where it ends. What it
// names is there: a row for every number, a test for every name. No cell of a row is left empty.

#include "tests/support/source_tree/source_tree.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>

using namespace omni::tests;

namespace {

constexpr int promises = 35, faults = 72;

std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        lines.push_back(line);
    }
    return lines;
}

/// "F1 to F3, F9": 1, 2, 3, 9. Empty: these are no numbers of that letter.
std::vector<int> numbersIn(const std::string& cell, char letter)
{
    static const std::regex span("([A-Z])([0-9]+)(?: to [A-Z]([0-9]+))?");
    std::vector<int> numbers;
    for (std::sregex_iterator at(cell.begin(), cell.end(), span), end; at != end; ++at) {
        const auto& match = *at;
        if (match[1].str().front() != letter) {
            return {};
        }
        const int first = std::stoi(match[2]);
        const int last = match[3].matched ? std::stoi(match[3]) : first;
        for (int number = first; number <= last; ++number) {
            numbers.push_back(number);
        }
    }
    return numbers;
}

/// Every number up to `most` has one row, and no row has another one.
void checkRows(const std::vector<std::string>& lines, char letter, int most, std::vector<std::string>& found)
{
    std::map<int, int> rows;
    for (const auto& line : lines) {
        if (line.starts_with(std::string("| ") + letter)) {
            for (const int number : numbersIn(line.substr(2, line.find(" |", 2) - 2), letter)) {
                ++rows[number];
            }
        }
    }
    for (int number = 1; number <= most; ++number) {
        if (rows[number] != 1) {
            found.push_back(letter + std::to_string(number) + " has " + std::to_string(rows[number]) + " rows");
        }
    }
    if (!rows.empty() && rows.rbegin()->first > most) {
        found.push_back(letter + std::to_string(rows.rbegin()->first) + " is not known");
    }
}

/// "| a | b |": a, b.
std::vector<std::string> cellsOf(const std::string& row)
{
    std::vector<std::string> cells;
    std::istringstream in(row.substr(1));
    for (std::string cell; std::getline(in, cell, '|');) {
        const auto first = cell.find_first_not_of(' ');
        cells.push_back(first == std::string::npos ? "" : cell.substr(first, cell.find_last_not_of(' ') - first + 1));
    }
    return cells;
}

bool areLayers(const std::string& cell)
{
    static const std::set<std::string> layers{"base", "trade", "desk", "edge", "host", "ui", "app", "–"};
    std::istringstream in(cell);
    bool all = !cell.empty();
    for (std::string layer; std::getline(in, layer, ',');) {
        all = all && layers.contains(layer.substr(layer.find_first_not_of(' ')));
    }
    return all;
}

/// A promise has a number, words, checks, other tests, a layer and a limit; a fault has no checks, and a row for
/// itself. Only what does not exist yet has neither layer nor test.
void checkColumns(const std::vector<std::string>& lines, std::vector<std::string>& found)
{
    static const std::regex row("\\| [SF][0-9]+[ ,].*");
    for (const auto& line : lines) {
        if (!std::regex_match(line, row)) {
            continue;
        }
        const auto cells = cellsOf(line);
        const bool isFault = cells[0].front() == 'F';
        if (cells.size() != (isFault ? 5U : 6U)) {
            found.push_back(cells[0] + " has " + std::to_string(cells.size()) + " columns");
            continue;
        }
        const bool isToCome = cells.back().starts_with("not yet");
        const auto& layer = cells[cells.size() - 2];
        if (!areLayers(layer) || (layer == "–" && !isToCome)) {
            found.push_back(cells[0] + " has no layer");
        }
        if (cells.back().empty()) {
            found.push_back(cells[0] + " has no known limit");
        }
        if (isFault && cells[0].find_first_not_of("F0123456789") != std::string::npos) {
            found.push_back(cells[0] + " share a row");
        }
        if (isFault && cells[2].find('`') == std::string::npos && !isToCome) {
            found.push_back(cells[0] + " has no test");
        }
    }
}

/// The names of all tests, checks and fuzzers.
std::set<std::string> namesIn(const std::filesystem::path& root)
{
    std::set<std::string> names;
    for (const auto& file : sourcesBelow(root, {"tests", "core/host/simulate/checks"})) {
        const std::string stem = std::filesystem::path(file.path).stem().string();
        names.insert(stem.starts_with("fuzz_") ? stem.substr(5) : stem);
    }
    return names;
}

bool isThere(const std::set<std::string>& names, const std::string& name)
{
    if (!name.ends_with('*')) {
        return names.contains(name);
    }
    const auto prefix = std::string_view(name).substr(0, name.size() - 1);
    return std::any_of(names.begin(), names.end(), [prefix](const auto& one) { return one.starts_with(prefix); });
}

/// A step of the worlds, a manner of their venue, or a script with its part.
bool isInTheTree(const std::filesystem::path& root, const std::string& word)
{
    if (word.starts_with("scripts/")) {
        const auto end = word.find(' ');
        const std::string script = textOf(root / word.substr(0, end));
        const std::string part = end == std::string::npos ? "" : word.substr(end + 1);
        return !script.empty() && script.find(part) != std::string::npos;
    }
    const std::string simulate = textOf(root / "core/host/simulate/step.cpp")
        + textOf(root / "core/host/simulate/model_venue.h") + textOf(root / "scripts/long");
    return std::regex_search(simulate, std::regex("[ \"]" + word + "[ \";=]"));
}

/// What the page says and the tree does not.
std::vector<std::string> faultsIn(const std::filesystem::path& root)
{
    std::vector<std::string> found;
    const auto lines = linesOf(textOf(root / "docs/safety-coverage.md"));
    checkRows(lines, 'S', promises, found);
    checkRows(lines, 'F', faults, found);
    checkColumns(lines, found);
    const auto names = namesIn(root);
    const std::regex test("tst_[a-z0-9_]+\\*?|[a-z_]+_check|naive_books|record_fault"), quoted("`([^`]+)`");
    for (const auto& line : lines) {
        const bool isFault = line.starts_with("| F");
        for (std::sregex_iterator at(line.begin(), line.end(), quoted), end; at != end; ++at) {
            const std::string word = (*at)[1];
            const bool isTest = std::regex_match(word, test);
            const bool isKnown = isThere(names, word) || (!isTest && isInTheTree(root, word));
            if ((isTest || (isFault && !word.starts_with("--")) || word.starts_with("scripts/")) && !isKnown) {
                found.push_back(word + " is not there");
            }
        }
    }
    return found;
}

/// The page calls each promise what a failing world calls it.
std::vector<std::string> otherWords(const std::filesystem::path& root)
{
    std::vector<std::string> found;
    const std::string words = textOf(root / "core/host/simulate/invariant.cpp");
    const std::regex row("\\| (S[0-9]+)(?:, S[0-9]+)? \\| ([^|]+) \\|.*");
    for (const auto& line : linesOf(textOf(root / "docs/safety-coverage.md"))) {
        std::smatch match;
        if (std::regex_match(line, match, row) && words.find("\"" + match[2].str() + "\"") == std::string::npos) {
            found.push_back(match[1].str() + " has other words in core/host/simulate/invariant.cpp");
        }
    }
    return found;
}

/// A page with a row for each number.
std::string pageWith(const std::string& line)
{
    std::string page = "| S1 | a | `some_check` | `tst_a` | desk | – |\n"
                       "| S2 to S35 | b | – | `tst_*` | base, host | `scripts/long planted` |\n"
                       "| F1 | c | `crash`, `lateFill`, the fuzzer `codec` | desk, edge | – |\n"
                       "| F2 | d | – | – | not yet: comes with the adapters |\n";
    for (int fault = 3; fault <= faults; ++fault) {
        page += "| F" + std::to_string(fault) + " | e | `tst_a` | ui | a limit |\n";
    }
    return page + line + "\n";
}

} // namespace

class TestSafetyCoverage : public QObject
{
    Q_OBJECT

private slots:
    void whatItNamesIsThere()
    {
        const auto found = faultsIn(OMNI_SOURCE_DIR);
        for (const auto& fault : found) {
            qWarning("%s", fault.c_str());
        }
        QCOMPARE(found.size(), std::size_t{0});
    }

    void promisesHaveTheWordsOfTheSimulator()
    {
        const auto found = otherWords(OMNI_SOURCE_DIR);
        for (const auto& fault : found) {
            qWarning("%s", fault.c_str());
        }
        QCOMPARE(found.size(), std::size_t{0});
    }

    void findsWhatIsPlanted_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("fault");
        QTest::newRow("sound") << QByteArray("a word about `whatever`") << QByteArray();
        QTest::newRow("no such test") << QByteArray("`tst_b`") << QByteArray("tst_b is not there");
        QTest::newRow("no such tests") << QByteArray("`tst_b_*`") << QByteArray("tst_b_* is not there");
        QTest::newRow("no such check") << QByteArray("`other_check`") << QByteArray("other_check is not there");
        QTest::newRow("a promise twice") << QByteArray("| S7 | e | – | – | desk | – |") << QByteArray("S7 has 2 rows");
        QTest::newRow("a fault twice") << QByteArray("| F70 | e | `tst_a` | desk | – |")
                                       << QByteArray("F70 has 2 rows");
        QTest::newRow("no such fault") << QByteArray("| F73 | e | `tst_a` | desk | – |")
                                       << QByteArray("F73 is not known");
        QTest::newRow("no such script") << QByteArray("`scripts/fly`") << QByteArray("scripts/fly is not there");
        QTest::newRow("no such part") << QByteArray("`scripts/long fly`")
                                      << QByteArray("scripts/long fly is not there");
    }

    void findsWhatIsPlanted()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, fault);
        QTemporaryDir tree;
        const std::filesystem::path root = tree.path().toStdString();
        plant(root, "docs/safety-coverage.md", pageWith(line.toStdString()));
        plant(root, "tests/core/tst_a.cpp", "\n");
        plant(root, "tests/fuzz/fuzz_codec.cpp", "\n");
        plant(root, "core/host/simulate/checks/some_check.cpp", "\n");
        plant(root, "core/host/simulate/step.cpp", "{\"crash\"};\n");
        plant(root, "core/host/simulate/model_venue.h", "int lateFill = 0;\n");
        plant(root, "scripts/long", "planted() {\n");

        const auto found = faultsIn(root);

        QCOMPARE(found.size(), std::size_t{fault.isEmpty() ? 0U : 1U});
        QCOMPARE(found.empty() ? QByteArray() : QByteArray::fromStdString(found.front()), fault);
    }

    void aCellThatIsLeftOutIsMissed_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("fault");
        const auto row = [](const char* line, const char* fault) {
            QTest::newRow(fault) << QByteArray(line) << QByteArray(fault);
        };
        QTest::newRow("a fault") << QByteArray("| F9 | a | `tst_a` | desk | – |") << QByteArray();
        QTest::newRow("a promise") << QByteArray("| S9 | a | – | `tst_a` | trade, desk | a limit |") << QByteArray();
        QTest::newRow("two promises") << QByteArray("| S22, S23 | a | – | `tst_a` | desk | – |") << QByteArray();
        QTest::newRow("to come") << QByteArray("| F9 | a | – | – | not yet: comes later |") << QByteArray();
        row("| F9 | a | `tst_a` | – |", "F9 has 4 columns");
        row("| S9 | a | – | `tst_a` | – |", "S9 has 5 columns");
        row("| F9 | a | `tst_a` | | – |", "F9 has no layer");
        row("| F10 | a | `tst_a` | – | – |", "F10 has no layer");
        row("| S9 | a | – | `tst_a` | desk, cellar | – |", "S9 has no layer");
        row("| F9 | a | `tst_a` | desk | |", "F9 has no known limit");
        row("| S9 | a | – | `tst_a` | desk | |", "S9 has no known limit");
        row("| F9, F10 | a | `tst_a` | desk | – |", "F9, F10 share a row");
        row("| F9 | a | somewhere | desk | – |", "F9 has no test");
    }

    void aCellThatIsLeftOutIsMissed()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, fault);
        std::vector<std::string> found, wanted;
        if (!fault.isEmpty()) {
            wanted.push_back(fault.toStdString());
        }
        checkColumns({line.toStdString()}, found);
        QVERIFY2(found == wanted, found.empty() ? "nothing" : found.front().c_str());
    }

    void aRowThatIsGoneIsMissed()
    {
        QTemporaryDir tree;
        std::string page = pageWith("");
        page.erase(0, page.find("| S2"));
        page.erase(page.find("| F1 "), page.find("| F2") - page.find("| F1 "));
        plant(tree.path().toStdString(), "docs/safety-coverage.md", page);
        plant(tree.path().toStdString(), "tests/core/tst_a.cpp", "\n");
        plant(tree.path().toStdString(), "scripts/long", "planted() {\n");
        const std::vector<std::string> both{"S1 has 0 rows", "F1 has 0 rows"};
        QVERIFY(faultsIn(tree.path().toStdString()) == both);
    }

    void otherWordsAreFound()
    {
        QTemporaryDir tree;
        const std::filesystem::path root = tree.path().toStdString();
        plant(root, "core/host/simulate/invariant.cpp", "\"latches persist\"\n");
        plant(root, "docs/safety-coverage.md", "| S12 | latches persist | |\n| S22, S23 | another thing | |\n");
        const auto found = otherWords(root);
        QCOMPARE(found.size(), std::size_t{1});
        QVERIFY(found.front().starts_with("S22 "));
    }
};

QTEST_APPLESS_MAIN(TestSafetyCoverage)
#include "tst_safety_coverage.moc"
