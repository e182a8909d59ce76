// needs: edge/security/audit edge/platform
//
// omnitrade-audit-verify: what it ends with, on folders and files as a person has them; that it shares no code with the
// writer; and that a third reader, made from the page alone, agrees.

#include "core/edge/platform/file_folder.h"
#include "core/edge/security/audit/folder_key_store.h"
#include "core/host/audit_verify/verify_command.h"
#include "tests/support/audit_kit.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

#ifndef _WIN32
#include <unistd.h>
#endif

using namespace omni;
using namespace omni::audit;
using namespace omni::audit_verify;
using namespace omni::tests;

namespace {

/// A profile on the disk, with a record, its verify key, and anchors of the middle and the end.
struct Profile {
    QTemporaryDir place;
    std::string root, key, middle, end;

    Profile()
        : root(place.path().toStdString() + "/profile")
        , key(place.path().toStdString() + "/key")
        , middle(place.path().toStdString() + "/middle")
        , end(place.path().toStdString() + "/end")
    {
        std::filesystem::create_directory(root);
        std::filesystem::permissions(root, std::filesystem::perms::owner_all);
        const auto folder = platform::FileFolder::open(root + "/audit", platform::FileFolder::Access::ReadWrite);
        KeyInMemory keys;
        auto writer = AuditWriter::begin(**folder, keys, firstAuditKey(), auditMoment(0), shortSegments());
        for (std::uint64_t i = 2; i < 15; ++i) {
            static_cast<void>(writer->append(auditEntry(i), auditMoment(1)));
        }
        write(middle, anchorText(writer->anchor(auditMoment(2)).value()));
        for (std::uint64_t i = 16; i < 30; ++i) {
            static_cast<void>(writer->append(auditEntry(i), auditMoment(3)));
        }
        write(end, anchorText(writer->end(auditMoment(4)).value()));
        const auto text = verifyKeyText(firstAuditKey());
        write(key, {reinterpret_cast<const char*>(text->exposed().data()), text->size()});
    }
    static void write(const std::string& name, std::string_view text)
    {
        QFile file(QString::fromStdString(name));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text.data(), static_cast<qint64>(text.size()));
    }
    [[nodiscard]] std::string segment(int number) const
    {
        return root + "/audit/" + nameOfFile(static_cast<std::uint32_t>(number));
    }
    [[nodiscard]] static std::string textOf(const std::string& name)
    {
        QFile file(QString::fromStdString(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    }
};

QJsonObject jsonOf(const Answer& answer)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(answer.out)).object();
}

} // namespace

class TestAuditVerify : public QObject
{
    Q_OBJECT

private slots:
    void aSoundProfileEndsWithZero()
    {
        const Profile profile;

        const auto answer = answerTo(
            {profile.root, "--key", profile.key, "--anchor", profile.end, "--extends", profile.middle, "--json"});

        QCOMPARE(answer.code, 0);
        const auto json = jsonOf(answer);
        QCOMPARE(json[QLatin1String("verdict")].toString(), QStringLiteral("good"));
        QCOMPARE(json[QLatin1String("records")].toInt(), 30);
        QCOMPARE(json[QLatin1String("proven_from")].toInt(), 1);
        QCOMPARE(json[QLatin1String("extends")].toBool(), true);
        QCOMPARE(json[QLatin1String("closed")].toBool(), true);
        QCOMPARE(answerTo({profile.root + "/audit"}).code, 0); // its folder will do, and the chain needs no key
    }

    void aChangedRecordEndsWithOneAndItsNumber()
    {
        const Profile profile;
        auto text = Profile::textOf(profile.segment(2));
        text[text.size() - 70] = static_cast<char>(text[text.size() - 70] ^ 1); // in record 20
        Profile::write(profile.segment(2), text);

        const auto answer = answerTo({profile.root, "--json"});

        QCOMPARE(answer.code, 1);
        QCOMPARE(jsonOf(answer)[QLatin1String("first_bad")].toInt(), 20);
        QVERIFY(answerTo({profile.root}).out.find("tampered: from record 20 on") == 0);
    }

    void aCutEndIsSeenAgainstAnAnchorOnly()
    {
        const Profile profile;
        std::filesystem::remove(profile.segment(3));

        QCOMPARE(answerTo({profile.root}).code, 0);
        QCOMPARE(answerTo({profile.root, "--anchor", profile.middle}).code, 0);
        const auto answer = answerTo({profile.root, "--extends", profile.end, "--json"});
        QCOMPARE(answer.code, 3);
        QCOMPARE(jsonOf(answer)[QLatin1String("first_bad")].toInt(), 21);
        QCOMPARE(jsonOf(answer)[QLatin1String("extends")].toBool(true), false);
    }

    void anEmptiedFolderIsTruncatedAgainstAnAnchorElseUnreadable()
    {
        const Profile profile;
        for (int i = 1; i <= 3; ++i) {
            std::filesystem::remove(profile.segment(i));
        }

        QCOMPARE(answerTo({profile.root}).code, 2);
        QCOMPARE(answerTo({profile.root, "--anchor", profile.end}).code, 3);
    }

    void whatCannotBeReadEndsWithTwoAndAWord_data()
    {
        QTest::addColumn<int>("harm");
        QTest::addColumn<int>("code");
        QTest::newRow("no folder") << 0 << 2;
        QTest::newRow("a newer version") << 1 << 2;
        QTest::newRow("a folder in a segment's place") << 2 << 2;
        QTest::newRow("a link in a segment's place") << 3 << 2;
        QTest::newRow("a foreign file in a segment's place") << 4 << 1;
        QTest::newRow("an empty file in a segment's place") << 5 << 1;
        QTest::newRow("a huge file in a segment's place") << 6 << 1;
        QTest::newRow("no anchor") << 7 << 2;
        QTest::newRow("a damaged anchor") << 8 << 2;
        QTest::newRow("no key") << 9 << 2;
        QTest::newRow("an unknown option") << 10 << 2;
        QTest::newRow("no words at all") << 11 << 2;
        QTest::newRow("two folders") << 12 << 2;
        QTest::newRow("the key of another record") << 13 << 1;
    }

    void whatCannotBeReadEndsWithTwoAndAWord()
    {
        QFETCH(int, harm);
        QFETCH(int, code);
        const Profile profile;
        std::vector<std::string> words{profile.root, "--anchor", profile.end, "--key", profile.key};
        const std::string last = profile.segment(3);
        switch (harm) {
        case 0:
            words[0] += "-elsewhere";
            break;
        case 1: {
            auto text = Profile::textOf(last);
            text[8] = 2;
            Profile::write(last, text);
            break;
        }
        case 2:
            std::filesystem::remove(last);
            std::filesystem::create_directory(last);
            break;
        case 3:
            std::filesystem::rename(last, profile.root + "/elsewhere");
            std::filesystem::create_symlink(profile.root + "/elsewhere", last);
            break;
        case 4:
            Profile::write(last, std::string(5000, 'x'));
            break;
        case 5:
            Profile::write(last, "");
            break;
        case 6:
            std::filesystem::resize_file(last, std::uint64_t{1} << 40);
            break;
        case 7:
            words[2] += "-elsewhere";
            break;
        case 8: {
            auto text = Profile::textOf(profile.end);
            text[60] = 'x';
            Profile::write(profile.end, text);
            break;
        }
        case 9:
            Profile::write(profile.key, "omnitrade audit verify key 1\n");
            break;
        case 10:
            words.push_back("--force");
            words.push_back("yes");
            break;
        case 11:
            words.clear();
            break;
        case 12:
            words.push_back(profile.root);
            break;
        default: {
            const auto text = verifyKeyText(firstAuditKey(2));
            Profile::write(profile.key, {reinterpret_cast<const char*>(text->exposed().data()), text->size()});
        }
        }

        const auto answer = answerTo(words);

        QCOMPARE(answer.code, code);
        QVERIFY(!(answer.out + answer.errors).empty());
    }

    void aForeignFileIsNamedAndNoFault()
    {
        const Profile profile;
        Profile::write(profile.root + "/audit/no\"tes\x1b.txt", "x");

        const auto answer = answerTo({profile.root});

        QCOMPARE(answer.code, 0);
        QVERIFY(answer.out.find("not part of the record: no\\u0022tes\\u001b.txt") != std::string::npos);
    }

    void theWordsOfAnAnchorAreFoundAsAPersonTypesThem()
    {
        const Profile profile;
        auto words = anchorFromText(Profile::textOf(profile.middle))->words;
        std::ranges::replace(words, '-', ' ');
        words[0] = static_cast<char>(words[0] - 'a' + 'A');

        QCOMPARE(jsonOf(answerTo({profile.root, "--words", words, "--json"}))[QLatin1String("words_at")].toInt(), 15);
        QCOMPARE(answerTo({profile.root, "--words", "babab babab babab babab babab"}).code, 3);
        QCOMPARE(answerTo({profile.root, "--words", "abandon ability"}).code, 2);
    }

    void aKeyOfALaterSegmentChecksFromThereOn()
    {
        const Profile profile;
        SegmentKey second = firstAuditKey();
        second.key = nextKey(second).value();
        second.segment = 2;
        const auto text = verifyKeyText(second);
        Profile::write(profile.key, {reinterpret_cast<const char*>(text->exposed().data()), text->size()});

        const auto answer = answerTo({profile.root, "--key", profile.key, "--anchor", profile.end, "--json"});

        QCOMPARE(answer.code, 0);
        QCOMPARE(jsonOf(answer)[QLatin1String("proven_from")].toInt(), 11);
    }

#ifndef _WIN32
    void theKeyIsTakenFromADescriptor()
    {
        const Profile profile;
        int ends[2] = {};
        QCOMPARE(::pipe(ends), 0);
        const auto text = Profile::textOf(profile.key);
        QCOMPARE(::write(ends[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
        ::close(ends[1]);

        const auto answer = answerTo({profile.root, "--key-fd", std::to_string(ends[0]), "--json"});

        QCOMPARE(jsonOf(answer)[QLatin1String("proven_from")].toInt(), 1);
    }
#endif

    void aReaderMadeFromThePageAgrees()
    {
        const Profile profile;
        QProcess reader;
        reader.start(QStringLiteral("/usr/bin/python3"),
                     {QStringLiteral("-B"),
                      QStringLiteral(OMNI_SOURCE_DIR "/tests/core/host/audit_verify/read_audit.py"),
                      QString::fromStdString(profile.root + "/audit"), QString::fromStdString(profile.key),
                      QString::fromStdString(profile.end)});
        QVERIFY(reader.waitForFinished(120'000));

        const auto lines = reader.readAllStandardOutput().trimmed().split('\n');
        QVERIFY2(reader.exitCode() == 0, reader.readAllStandardError().constData());
        QCOMPARE(lines.size(), 31);
        QCOMPARE(lines[1], QByteArray("2 owner order.submit order_2 rr"));
        QCOMPARE(lines.back(), QByteArray("good 30"));
    }

    void itIncludesNothingOfTheWriter()
    {
        const QRegularExpression ours(QStringLiteral("#include \"((?:core|ui|tests)/[^\"]*)\""));
        int files = 0, includes = 0;
        for (const auto* folder : {"/core/host/audit_verify", "/app/audit_verify"}) {
            QDirIterator each(QStringLiteral(OMNI_SOURCE_DIR) + QLatin1String(folder),
                              {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files);
            while (each.hasNext()) {
                files += 1;
                QFile file(each.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                auto found = ours.globalMatch(QString::fromUtf8(file.readAll()));
                while (found.hasNext()) {
                    const auto name = found.next().captured(1);
                    includes += 1;
                    QVERIFY2(name.startsWith(QLatin1String("core/host/audit_verify/")), qPrintable(name));
                }
            }
        }
        QVERIFY(files >= 11 && includes >= 10);
    }
};

QTEST_APPLESS_MAIN(TestAuditVerify)
#include "tst_audit_verify.moc"
