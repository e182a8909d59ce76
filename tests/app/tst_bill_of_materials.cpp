// needs: app
//
// The list of what the program is made of, by scripts/sbom on the program that was just built: whole, true, and of the
// form that CycloneDX 1.5 asks for (bom-1.5.schema.json, the parts that are used).

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

namespace {

/// "where: what is not as the schema says"; a schema that allows no other keys.
void checkKeys(const QString& where, const QJsonObject& object, const QSet<QString>& allowed,
               const QSet<QString>& needed, QStringList& faults)
{
    const auto list = object.keys();
    const QSet<QString> keys(list.begin(), list.end());
    for (const auto& key : keys - allowed) {
        faults += where + ": no such key " + key;
    }
    for (const auto& key : needed - keys) {
        faults += where + ": without " + key;
    }
}

void checkComponent(const QJsonObject& one, QStringList& faults)
{
    const QString where = one["name"].toString();
    checkKeys(where, one, {"type", "bom-ref", "name", "version", "purl", "licenses", "properties", "hashes"},
              {"type", "name"}, faults);
    if (where.isEmpty() || !QSet<QString>{"application", "library"}.contains(one["type"].toString())) {
        faults += where + ": name or type";
    }
    for (const auto& each : one["licenses"].toArray()) {
        const auto licence = each.toObject()["license"].toObject();
        checkKeys(where + " licence", each.toObject(), {"license"}, {"license"}, faults);
        checkKeys(where + " licence", licence, {"id", "name"}, {}, faults);
        if (licence.size() != 1 || licence.begin()->toString().isEmpty()) {
            faults += where + ": a licence has an id or a name";
        }
    }
    for (const auto& each : one["properties"].toArray()) {
        checkKeys(where + " property", each.toObject(), {"name", "value"}, {"name"}, faults);
        if (!each.toObject()["value"].isString()) {
            faults += where + ": a property that is no text";
        }
    }
    // As the purl specification writes it: each part in percent encoding where it is not plain.
    static const QRegularExpression purl(QStringLiteral(
        "^pkg:deb/debian/(?:[a-z0-9.-]|%[0-9A-F]{2})+@(?:[A-Za-z0-9.~:_-]|%[0-9A-F]{2})+\\?arch=[a-z0-9]+$"));
    if (one.contains("purl") && !purl.match(one["purl"].toString()).hasMatch()) {
        faults += where + ": " + one["purl"].toString();
    }
}

QStringList faultsOf(const QJsonObject& bill)
{
    QStringList faults;
    checkKeys("bill", bill, {"bomFormat", "specVersion", "version", "metadata", "components", "dependencies"},
              {"bomFormat", "specVersion", "version"}, faults);
    if (bill["bomFormat"].toString() != "CycloneDX" || bill["specVersion"].toString() != "1.5"
        || bill["version"].toInt() < 1) {
        faults += "bill: format or version";
    }
    checkKeys("metadata", bill["metadata"].toObject(), {"component"}, {}, faults);
    checkComponent(bill["metadata"].toObject()["component"].toObject(), faults);
    QSet<QString> known{bill["metadata"].toObject()["component"].toObject()["bom-ref"].toString()};
    for (const auto& each : bill["components"].toArray()) {
        checkComponent(each.toObject(), faults);
        const auto reference = each.toObject()["bom-ref"].toString();
        if (reference.isEmpty() || known.contains(reference)) {
            faults += reference + ": a reference is not its own";
        }
        known.insert(reference);
    }
    for (const auto& each : bill["dependencies"].toArray()) {
        checkKeys("dependency", each.toObject(), {"ref", "dependsOn"}, {"ref"}, faults);
        QSet<QString> seen;
        for (const auto& on : each.toObject()["dependsOn"].toArray()) {
            if (!known.contains(on.toString()) || seen.contains(on.toString())) {
                faults += on.toString() + ": nobody knows it, or it is there twice";
            }
            seen.insert(on.toString());
        }
    }
    return faults;
}

} // namespace

class TestBillOfMaterials : public QObject
{
    Q_OBJECT

    QJsonObject m_bill;
    QByteArray m_licences;

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

    void isMadeOfTheProgramThatWasBuilt()
    {
        const QTemporaryDir folder;
        int code = -1;
        const auto said = outputOf(OMNI_SOURCE_DIR "/scripts/sbom",
                                   {"--build", OMNI_BINARY_DIR, "--out", folder.filePath("bill.cdx.json")}, &code);
        QVERIFY2(code == 0, said.constData());
        QFile bill(folder.filePath("bill.cdx.json")), licences(folder.filePath("bill.licences.txt"));
        QVERIFY(bill.open(QIODevice::ReadOnly) && licences.open(QIODevice::ReadOnly));
        m_bill = QJsonDocument::fromJson(bill.readAll()).object();
        m_licences = licences.readAll();
    }

    void hasTheFormOfTheSchema()
    {
        const auto faults = faultsOf(m_bill);
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    }

    void theLookAtItsFormFindsFaults_data()
    {
        QTest::addColumn<QJsonObject>("change");
        const auto row = [](const char* name, const QJsonObject& change) { QTest::newRow(name) << change; };
        row("another format", {{"bomFormat", "SPDX"}});
        row("no version", {{"version", 0}});
        row("a key of its own", {{"remarks", "none"}});
        row("a component without a type", {{"components", QJsonArray{QJsonObject{{"name", "a"}, {"bom-ref", "a"}}}}});
        row("a dependency on nobody",
            {{"dependencies", QJsonArray{QJsonObject{{"ref", "omnitrade"}, {"dependsOn", QJsonArray{"pkg:x"}}}}}});
        row("a licence of two names",
            {{"components",
              QJsonArray{QJsonObject{
                  {"name", "a"},
                  {"type", "library"},
                  {"bom-ref", "a"},
                  {"licenses", QJsonArray{QJsonObject{{"license", QJsonObject{{"id", "MIT"}, {"name", "MIT"}}}}}}}}}});
    }
    void theLookAtItsFormFindsFaults()
    {
        QFETCH(QJsonObject, change);
        auto bill = m_bill;
        for (auto at = change.begin(); at != change.end(); ++at) {
            bill[at.key()] = at.value();
        }
        QVERIFY(!faultsOf(bill).isEmpty());
    }

    void itsVersionsAreThoseOfThePackages()
    {
        QStringList names;
        for (const auto& each : m_bill["components"].toArray()) {
            names += each.toObject()["name"].toString();
        }
        const auto installed
            = outputOf("dpkg-query", QStringList{"-W", "-f", "${Package} ${Version}\n"} + names).split('\n');
        for (const auto& each : m_bill["components"].toArray()) {
            const auto name = each.toObject()["name"].toString(), version = each.toObject()["version"].toString();
            QVERIFY2(installed.contains((name + u' ' + version).toUtf8()), qPrintable(name + u' ' + version));
            QVERIFY2(m_licences.contains((name + u' ' + version + u':').toUtf8()), qPrintable(name));
        }
    }

    /// There is nothing to load of these, they are compiled in.
    void namesWhatConsistsOfHeadersAlone()
    {
        for (const char* package : {"libexpected-dev", "libtomlplusplus-dev"}) {
            QVERIFY2(m_licences.contains(QByteArray("\n") + package + ' '), package);
        }
    }

    void namesEachLibraryThatTheProgramLoadsWithVersionAndLicence()
    {
        QSet<QString> files;
        for (const auto& each : m_bill["components"].toArray()) {
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
