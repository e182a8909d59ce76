// needs: desk/engine

#include "tests/support/scenario/play.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace omni::test;

class TestScenarios : public QObject
{
    Q_OBJECT

private slots:
    void holds_data()
    {
        QTest::addColumn<QString>("path");
        const QDir folder(QStringLiteral(OMNI_SOURCE_DIR "/tests/scenarios"));
        for (const QString& name : folder.entryList({QStringLiteral("*.desk")}, QDir::Files, QDir::Name)) {
            QTest::newRow(qPrintable(name.chopped(5).replace('_', ' '))) << folder.filePath(name);
        }
    }
    void holds()
    {
        QFETCH(QString, path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto text = file.readAll().toStdString();
        const auto fault = Play::fault(QFileInfo(path).fileName().toStdString(), text);
        QVERIFY2(fault.empty(), fault.c_str());
    }

    void aFaultNamesFileAndLine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("fault");
        const QString given = QStringLiteral("given account 100'000 USD\ngiven ACME at 99.99 / 100.01\n");
        QTest::newRow("an unknown keyword") << "maybe it rains"
                                            << "x.desk:1: a line begins with given, when, then or and";
        QTest::newRow("an unknown sentence") << given + "when the moon rises"
                                             << "x.desk:3: no such sentence: \"the moon rises\"";
        QTest::newRow("a word that is no number") << "given account many USD"
                                                  << "x.desk:1: \"many\" is no such number";
        QTest::newRow("an unknown symbol") << given + "\nwhen the trader buys 1 ZETA stop 99.00"
                                           << "x.desk:4: no symbol is called ZETA";
        QTest::newRow("what does not hold") << given + "then position is 5 ACME"
                                            << "x.desk:3: it is 0";
        QTest::newRow("what was not sent")
            << given + "when the trader buys 1 ACME stop 99.00\nthen order 1 buy 2 ACME is sent"
            << "x.desk:4: it was not sent; what was: order 1 buy 1;";
    }
    void aFaultNamesFileAndLine()
    {
        QFETCH(QString, text);
        QFETCH(QString, fault);
        QCOMPARE(QString::fromStdString(Play::fault("x.desk", text.toStdString())), fault);
    }
};

QTEST_APPLESS_MAIN(TestScenarios)
#include "tst_scenarios.moc"
