// needs: tests/support/source_tree
//
// scripts/security_numbers tells which security promises no test names, and scripts/test says so at its end.

#include "tests/support/source_tree/source_tree.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

class TestSecurityNumbers : public QObject
{
    Q_OBJECT

    static QStringList missingIn(const QString& folder)
    {
        QProcess script;
        script.start(OMNI_SOURCE_DIR "/scripts/security_numbers", {folder});
        if (!script.waitForFinished(60'000) || script.exitCode() != 0) {
            return {QString::fromUtf8("it failed: " + script.readAllStandardError())};
        }
        return QString::fromUtf8(script.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    }

private slots:
    void tellsTheNumbersThatNoTestNames()
    {
        QTemporaryDir tree;
        const std::filesystem::path root = tree.path().toStdString();
        std::string all = "// V1 V2 V3 V4 V5 V6 V7 V8 V9 V10 V11 V12 V13 V14 V15 V16 V19, V20 (V25) V26: V27 V28 V29 ";
        plant(root, "tests/core/tst_a.cpp", all + "V30\n");
        plant(root, "tests/app/net.py", "# V31, V33\n");
        plant(root, "tests/app/kit.h", "// V34\n");
        plant(root, "tests/app/notes.md", "V36 is not proven by a page\n");
        plant(root, "core/a.cpp", "// V38 is not proven by the code itself\n");

        QCOMPARE(missingIn(tree.path()), (QStringList{"V32", "V36", "V38"}));
    }

    void aNumberWithinAnotherOrBetweenTwoIsNotNamed()
    {
        QTemporaryDir tree;
        plant(tree.path().toStdString(), "tests/tst_a.cpp", "// IV5 V5a V50 V1 to V16, V25\xe2\x80\x93V34\n");

        const auto missing = missingIn(tree.path());

        QVERIFY(missing.contains("V5") && missing.contains("V2") && missing.contains("V26"));
        QVERIFY(!missing.contains("V1") && !missing.contains("V16") && !missing.contains("V34"));
    }

    void aTreeWithoutTestsNamesNone()
    {
        QTemporaryDir tree;
        plant(tree.path().toStdString(), "tests/tst_a.cpp", "\n");
        QCOMPARE(missingIn(tree.path()).size(), 30);
    }

    void aFolderThatIsNotThereIsSaidSo()
    {
        const auto said = missingIn("/nowhere/at/all");
        QVERIFY2(said.size() == 1 && said.front().contains("there is no folder"), qPrintable(said.join(u' ')));
    }
};

QTEST_GUILESS_MAIN(TestSecurityNumbers)
#include "tst_security_numbers.moc"
