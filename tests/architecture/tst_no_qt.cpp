// needs: tests/support/source_tree
#include "tests/support/source_tree/source_tree.h"

#include <QTemporaryDir>
#include <QTest>

#include <regex>

using namespace omni::tests;

namespace {

const std::vector<std::string> innerCore{"core/base", "core/trade", "core/desk"};

std::vector<std::string> faultsIn(const std::filesystem::path& root)
{
    std::vector<std::string> faults;
    const std::regex qtHeader("^(Q[A-Za-z0-9]*|Qt[A-Za-z0-9]*/.*|q[a-z0-9_]*\\.h)$");
    for (const auto& file : sourcesBelow(root, innerCore)) {
        for (const auto& include : includesOf(file)) {
            if (!include.quoted && std::regex_match(include.name, qtHeader)) {
                faults.push_back(file.path + ":" + std::to_string(include.line) + " includes <" + include.name + ">");
            }
        }
    }
    const std::regex linksQt("\\bQT\\b|\\bQt6::");
    for (const auto& folder : innerCore) {
        if (!std::filesystem::is_directory(root / folder)) {
            continue;
        }
        for (const auto& file : filesOf(root / folder)) {
            if (file.filename() == "CMakeLists.txt" && std::regex_search(textOf(file), linksQt)) {
                faults.push_back(std::filesystem::relative(file, root).generic_string() + " links Qt");
            }
        }
    }
    return faults;
}

} // namespace

class TestNoQt : public QObject
{
    Q_OBJECT

private slots:
    void theInnerCoreKnowsNoQt()
    {
        const auto faults = faultsIn(OMNI_SOURCE_DIR);

        for (const auto& fault : faults) {
            qWarning("%s", fault.c_str());
        }
        QCOMPARE(faults.size(), std::size_t{0});
    }

    void findsWhatIsPlanted_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isFound");

        const auto row = [](const char* name, const char* path, const char* text, bool isFound) {
            QTest::newRow(name) << QByteArray(path) << QByteArray(text) << isFound;
        };
        row("a class's header", "core/base/a.h", "#include <QString>\n", true);
        row("a header with its module", "core/desk/engine/a.cpp", "#include <QtCore/QObject>\n", true);
        row("an old name", "core/trade/market/a.cpp", "# include <qglobal.h>\n", true);
        row("a link", "core/trade/market/CMakeLists.txt", "omni_module(trade/market QT Core)\n", true);
        row("the standard library", "core/base/a.h", "#include <queue>\n", false);
        row("a comment", "core/base/a.h", "// #include <QString>\n", false);
        row("a module without", "core/trade/market/CMakeLists.txt", "omni_module(trade/market)\n", false);
        row("the edge", "core/edge/net/a.h", "#include <QObject>\n", false);
    }

    void findsWhatIsPlanted()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, text);
        QFETCH(bool, isFound);
        QTemporaryDir tree;
        plant(tree.path().toStdString(), path.toStdString(), text.toStdString());

        QCOMPARE(!faultsIn(tree.path().toStdString()).empty(), isFound);
    }
};

QTEST_APPLESS_MAIN(TestNoQt)
#include "tst_no_qt.moc"
