// The vault's page against a reader that knows the page and the standards alone: read_vault.py beside this test.

#include "core/edge/security/vault/vault.h"
#include "tests/core/edge/security/vault/golden_vault.h"
#include "tests/support/vault_kit.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include <sodium.h>

using namespace omni;
using namespace omni::tests;
using namespace omni::vault;

namespace {

QByteArray hexOf(std::span<const std::byte> bytes)
{
    return QByteArray::fromStdString(hexText(bytes));
}

/// What the reader prints, or nothing when it refuses.
QByteArray readerOn(const QStringList& arguments, const QByteArray& input)
{
    QProcess reader;
    const QString script = QStringLiteral(OMNI_SOURCE_DIR "/tests/core/edge/security/vault/read_vault.py");
    reader.start(QStringLiteral("/usr/bin/python3"), QStringList{QStringLiteral("-B"), script} + arguments);
    reader.write(input);
    reader.closeWriteChannel();
    if (!reader.waitForFinished(120'000) || reader.exitCode() != 0) {
        return {};
    }
    return reader.readAllStandardOutput().trimmed();
}

/// One line of the reader for a record, as "type name secret", sorted; the first line is the vault's.
QList<QByteArray> recordsIn(const QByteArray& printed)
{
    QList<QByteArray> told;
    for (const auto& line : printed.split('\n').mid(1)) {
        const auto record = QJsonDocument::fromJson(line).object();
        told.append(QByteArray::number(record[QLatin1String("type")].toInt()) + ' '
                    + record[QLatin1String("name")].toString().toUtf8() + ' '
                    + QByteArray::fromHex(record[QLatin1String("secret")].toString().toLatin1()));
    }
    std::sort(told.begin(), told.end());
    return told;
}

QString written(const QTemporaryDir& place, const Bytes& bytes)
{
    QFile file(place.filePath(QStringLiteral("vault.omv")));
    static_cast<void>(file.open(QIODevice::WriteOnly));
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
    return file.fileName();
}

Bytes golden()
{
    const auto raw = QByteArray::fromHex(goldenVault);
    const auto bytes = std::as_bytes(std::span(raw.constData(), static_cast<std::size_t>(raw.size())));
    return {bytes.begin(), bytes.end()};
}

const QList<QByteArray> goldenRecords{"1 binance-paper key-of-a-golden-vault", "2 owner 12345678901234567890",
                                      "6 sign-in failures 3"};

} // namespace

class TestVaultReader : public QObject
{
    Q_OBJECT

    QTemporaryDir m_place;

private slots:
    void initTestCase()
    {
        if (!QFile::exists(QStringLiteral("/usr/bin/python3"))) {
            QSKIP("no /usr/bin/python3: the independent reader was not asked, V6 is unproven here");
        }
    }

    /// First the judge is judged. The vectors are not part of this project.
    void theReadersArgon2idGivesTheStandardsExample()
    {
        const QString shared = qEnvironmentVariable("OMNI_SHARED", QStringLiteral(OMNI_SOURCE_DIR "/../shared"));
        QFile file(shared + QStringLiteral("/reference/security/argon2_rfc9106.json"));
        if (!file.open(QIODevice::ReadOnly)) {
            QSKIP("no reference/security/argon2_rfc9106.json: Argon2id was not held against RFC 9106");
        }
        const auto all = QJsonDocument::fromJson(file.readAll()).object()[QLatin1String("vectors")].toObject();
        const auto vector = all[QLatin1String("argon2id")].toObject();
        const auto text = [&](const char* name) { return vector[QLatin1String(name)].toString().toLatin1(); };
        const auto number = [&](const char* name) { return QByteArray::number(vector[QLatin1String(name)].toInt()); };

        const QByteArray input
            = QList<QByteArray>{text("password_hex"), text("salt_hex"),           number("memory_KiB"),
                                number("iterations"), number("parallelism"),      number("tag_length"),
                                text("secret_hex"),   text("associated_data_hex")}
                  .join(' ');

        QCOMPARE(readerOn({QStringLiteral("--argon2id")}, input), text("tag_hex"));
    }

    /// The library takes no secret and one lane, so that the standard's example cannot be asked of it.
    void theLibrarysArgon2idIsTheReaders_data()
    {
        QTest::addColumn<int>("memoryKiB");
        QTest::addColumn<int>("passes");

        QTest::newRow("64 KiB, 3 passes") << 64 << 3;
        QTest::newRow("257 KiB, 4 passes") << 257 << 4;
        QTest::newRow("1 MiB, 3 passes") << 1024 << 3;
    }

    void theLibrarysArgon2idIsTheReaders()
    {
        QFETCH(int, memoryKiB);
        QFETCH(int, passes);
        const QByteArray password("correct horse");
        const QByteArray salt("saltsaltsalt0001");
        QByteArray key(32, 0);
        QCOMPARE(crypto_pwhash_argon2id(
                     reinterpret_cast<unsigned char*>(key.data()), 32, password.constData(),
                     static_cast<unsigned long long>(password.size()),
                     reinterpret_cast<const unsigned char*>(salt.constData()), static_cast<unsigned long long>(passes),
                     static_cast<std::size_t>(memoryKiB) * 1024, crypto_pwhash_argon2id_ALG_ARGON2ID13),
                 0);
        const QByteArray input = password.toHex() + ' ' + salt.toHex() + ' ' + QByteArray::number(memoryKiB) + ' '
            + QByteArray::number(passes) + " 1 32 - -";

        QCOMPARE(readerOn({QStringLiteral("--argon2id")}, input), key.toHex());
    }

    void theReaderReadsWhatTheVaultWrote() // V6
    {
        MadeVault made;
        auto vault = std::move(*made.opened(made.folder));
        const std::string large(5'000, 'L');
        QVERIFY(vault.put(RecordType::OutsideKey, "large, with \u00e4", bytesOf(large), vaultDay));
        const auto letters = recoveryLetters(made.recoveryKey);
        const QString file = written(m_place, made.folder.current());
        const QList<QByteArray> expected{"1 alpaca PK-1:first secret", "2 owner 01234567890123456789",
                                         "4 large, with \u00e4 " + QByteArray::fromStdString(large)};

        QCOMPARE(recordsIn(readerOn({file}, "recovery " + QByteArray::fromStdString(textOf(letters->exposed())))),
                 expected);
        QCOMPARE(recordsIn(readerOn({file}, "key 3 " + hexOf(made.serviceKey))), expected);
        const auto first = QJsonDocument::fromJson(readerOn({file}, "key 3 " + hexOf(made.serviceKey)).split('\n')[0]);
        QCOMPARE(first[QLatin1String("vault")].toString().toLatin1(), hexOf(vault.id()));
        QCOMPARE(first[QLatin1String("generation")].toInt(), static_cast<int>(vault.generation()));
        QCOMPARE(first[QLatin1String("keyVersion")].toInt(), 1);
    }

    void theReaderReadsANewMasterKey() // V6
    {
        MadeVault made;
        auto vault = std::move(*made.opened(made.folder));
        const auto key = vault.renewMasterKey(bytesOf(passphrase), vaultDay);
        const QString file = written(m_place, made.folder.current());

        const auto printed = readerOn({file}, "key 2 " + hexOf(key->exposed()));

        QCOMPARE(recordsIn(printed), (QList<QByteArray>{"1 alpaca PK-1:first secret", "2 owner 01234567890123456789"}));
        QCOMPARE(QJsonDocument::fromJson(printed.split('\n')[0])[QLatin1String("keyVersion")].toInt(), 2);
        QCOMPARE(readerOn({file}, "key 2 " + hexOf(made.recoveryKey)), QByteArray());
    }

    void theReaderRefusesWhatTheVaultRefuses() // V1, V6
    {
        MadeVault made;
        for (const std::size_t at : {48U, 80U + 12U, 700U, static_cast<unsigned>(made.folder.current().size()) - 1U}) {
            Bytes changed = made.folder.current();
            changed[at] ^= std::byte{1};
            VaultInMemory folder;
            folder.at(VaultFile::Current) = changed;

            QVERIFY(!made.opened(folder));
            QCOMPARE(readerOn({written(m_place, changed)}, "key 2 " + hexOf(made.recoveryKey)), QByteArray());
        }
    }

    /// Never written anew: what an earlier version wrote is read for ever.
    void aVaultOfBeforeIsReadByBoth() // V6
    {
        VaultInMemory folder;
        folder.at(VaultFile::Current) = golden();
        auto vault = Vault::openWithPassphrase(folder, bytesOf(goldenPassphrase));
        QVERIFY(vault);
        QList<QByteArray> told;
        const auto entries = vault->list();
        for (const auto& entry : *entries) {
            told.append(QByteArray::number(static_cast<int>(entry.type)) + ' '
                        + QByteArray::fromStdString(entry.label.name) + ' '
                        + QByteArray::fromStdString(textOf(vault->read(entry.id))));
        }

        QCOMPARE(told, goldenRecords);
        QCOMPARE(vault->generation(), std::uint64_t{5});
        QCOMPARE(vault->keyVersion(), 1U);
        QCOMPARE(vault->masterKeyMadeAt().ns, vaultDay.ns);
        const QByteArray letters(goldenRecoveryLetters);
        QVERIFY(Vault::openWithKey(
            folder, SlotKind::RecoveryKey,
            recoveryKeyFrom(bytesOf(std::string_view(letters.constData(), static_cast<std::size_t>(letters.size()))))
                ->exposed()));
        QCOMPARE(recordsIn(readerOn({written(m_place, golden())}, "recovery " + letters)), goldenRecords);
    }
};

QTEST_GUILESS_MAIN(TestVaultReader)
#include "tst_vault_reader.moc"
