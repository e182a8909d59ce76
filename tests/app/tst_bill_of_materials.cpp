// needs: app
//
// The list of what the program is made of, by scripts/sbom on the program that was just built.

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

class TestBillOfMaterials : public QObject
{
    Q_OBJECT

    static QByteArray outputOf(const QString& program, const QStringList& words, int* code = nullptr)
    {
        QProcess process;
        process.start(program, words);
        process.waitForFinished(120'000);
        if (code != nullptr) {
            *code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        }
        return process.readAllStandardOutput() + process.readAllStandardError();
    }

private slots:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("dpkg-query")).isEmpty()) {
            QSKIP("packages are asked of dpkg, which is not here: no bill of materials was made");
        }
    }

    void namesEachLibraryThatTheProgramLoadsWithVersionAndLicence()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath("bill.json");
        int code = -1;
        const auto said = outputOf(OMNI_SOURCE_DIR "/scripts/sbom",
                                   {QStringLiteral(OMNI_BINARY_DIR).section('/', -1), "--out", file}, &code);
        QVERIFY2(code == 0, said.constData());
        QFile in(file);
        QVERIFY(in.open(QIODevice::ReadOnly));
        const auto bill = QJsonDocument::fromJson(in.readAll()).object();
        QCOMPARE(bill["bomFormat"].toString(), QStringLiteral("CycloneDX"));
        QSet<QString> files;
        for (const auto& each : bill["components"].toArray()) {
            const auto one = each.toObject();
            QVERIFY2(!one["version"].toString().isEmpty() && !one["licenses"].toArray().isEmpty(),
                     qPrintable(one["name"].toString()));
            for (const auto& property : one["properties"].toArray()) {
                if (property.toObject()["name"].toString() == "file") {
                    files.insert(property.toObject()["value"].toString().section('/', -1).section(".so", 0, 0));
                }
            }
        }
        static const QRegularExpression needed(QStringLiteral("NEEDED.*\\[(.+?)\\.so"));
        int count = 0;
        for (auto at = needed.globalMatch(QString::fromUtf8(outputOf("readelf", {"-W", "-d", OMNI_PROGRAM})));
             at.hasNext(); ++count) {
            const QString name = at.next().captured(1);
            QVERIFY2(files.contains(name), qPrintable(name));
        }
        QVERIFY(count > 10);
    }

    void aBuildThatIsNotThereIsSaidSo()
    {
        int code = 0;
        const auto said = outputOf(OMNI_SOURCE_DIR "/scripts/sbom", {"no-such-preset"}, &code);
        QCOMPARE(code, 1);
        QVERIFY2(said.contains("scripts/build"), said.constData());
    }
};

QTEST_GUILESS_MAIN(TestBillOfMaterials)
#include "tst_bill_of_materials.moc"
