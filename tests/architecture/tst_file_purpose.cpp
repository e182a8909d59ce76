// needs: tests/support/source_tree
#include "tests/support/source_tree/source_tree.h"

#include <QTemporaryDir>
#include <QTest>

#include <regex>

using namespace omni::tests;

namespace {

/// A file has one idea and is named after it. These names say that it has none.
std::vector<std::string> faultsIn(const std::filesystem::path& root)
{
    std::vector<std::string> faults;
    const std::regex idle("(^|[/_])(util|utils|utility|utilities|helper|helpers|common|manager|misc|stuff)([/_.]|$)");
    const std::regex wellFormed("[a-z0-9_/]+\\.(h|cpp)");
    for (const auto& file : sourcesBelow(root, {"core", "ui", "app", "tests"})) {
        if (std::regex_search(file.path, idle)) {
            faults.push_back(file.path + " is named after no idea");
        }
        if (!std::regex_match(file.path, wellFormed)) {
            faults.push_back(file.path + " is not in lower_case_words");
        }
        const bool isHeader = file.path.ends_with(".h");
        if (isHeader && !file.path.starts_with("tests/") && !file.text.starts_with("//")) {
            faults.push_back(file.path + " does not begin with a comment that says what it is for");
        }
        if (isHeader && file.code.find("#pragma once") == std::string::npos) {
            faults.push_back(file.path + " has no #pragma once");
        }
    }
    return faults;
}

} // namespace

class TestFilePurpose : public QObject
{
    Q_OBJECT

private slots:
    void everyFileIsNamedAfterItsIdea()
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

        const QByteArray sound("// What it is for.\n\n#pragma once\n");
        const auto row = [](const char* name, const char* path, const QByteArray& text, bool isFound) {
            QTest::newRow(name) << QByteArray(path) << text << isFound;
        };
        row("utils", "core/base/utils.h", sound, true);
        row("string_utils", "core/base/string_utils.h", sound, true);
        row("a folder of helpers", "ui/helpers/cell.h", sound, true);
        row("common", "core/trade/market/common.cpp", "\n", true);
        row("order_manager", "core/desk/engine/order_manager.cpp", "\n", true);
        row("capitals", "ui/shell/MainWindow.cpp", "\n", true);
        row("a header without a purpose", "core/base/a.h", "#pragma once\n", true);
        row("a header without a guard", "core/base/a.h", "// Purpose.\n", true);
        row("a good header", "core/trade/orders/life_cycle.h", sound, false);
        row("a word that only contains one", "core/base/commonality.h", sound, false);
        row("a good source", "core/trade/orders/ledger.cpp", "\n", false);
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

QTEST_APPLESS_MAIN(TestFilePurpose)
#include "tst_file_purpose.moc"
