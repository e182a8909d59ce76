// needs: host/runtime host/person desk/driver edge/platform
// V30: what a person wrote is handed over, then erased, and after that nowhere: not in the raw files, not in a backup,
// not in a second export. The record stays sound and a replay the same.
#include "core/base/digest.h"
#include "core/desk/driver/recovery.h"
#include "core/desk/driver/replay.h"
#include "core/desk/journal/verify.h"
#include "core/edge/platform/file_folder.h"
#include "core/host/runtime/export/personal_data.h"
#include "core/host/runtime/own_notes.h"
#include "tests/support/eight_encodings.h"
#include "tests/support/folder_copy.h"
#include "tests/support/memory_folder.h"
#include "tests/support/terminal_kit.h"

#include <QTest>

using namespace omni;
using namespace omni::runtime;
using namespace omni::tests;
using omni::test::copyFolder;

namespace {

const QByteArray words = "Anna Kanarienvogel said +49 151 55501234, anna@kanarien.example";
const QByteArray tag = "Kanarientag";

class Noting final : public ErasureRecord
{
public:
    explicit Noting(bool refuses = false)
        : m_refuses(refuses)
    {
    }
    Result<void> note(const Erasure& erasure) override
    {
        if (m_refuses) {
            return failure(Errc::Full, "no room");
        }
        noted.push_back(erasure);
        return {};
    }
    std::vector<Erasure> noted;

private:
    bool m_refuses;
};

} // namespace

class TestPersonalData : public QObject
{
    Q_OBJECT

private slots:
    void exportedThenErasedThenNowhere()
    {
        TerminalKit kit(false, true);
        writeNote(kit);
        const QString profile = QString::fromStdString(kit.path().string());
        const auto name = *person::Person::read(*folderOf(kit.path()));
        QVERIFY(name && !name->name().empty());
        QCOMPARE(filesHolding(profile, words), QStringList()); // sealed from the first moment
        QCOMPARE(filesHolding(profile, tag), QStringList());

        const auto first = personalDataOf(kit.path());
        QVERIFY2(first.has_value(), first ? "" : first.error().message.c_str());
        QCOMPARE(first->notes.size(), std::size_t{1});
        QCOMPARE(QByteArray::fromStdString(first->notes.front().text), words);
        QCOMPARE(QByteArray::fromStdString(first->notes.front().tag), tag);
        QVERIFY(QByteArray::fromStdString(jsonOf(*first)).contains(words));
        QVERIFY(csvOf(*first).find("anna@kanarien.example") != std::string::npos);
        QCOMPARE(first->name, name->name());
        // A backup as docs/operations.md says: all but the person's file.
        QTemporaryDir backup;
        QVERIFY(copyFolder(profile, backup.path()));
        std::filesystem::remove(std::filesystem::path(backup.path().toStdString()) / "person-1");
        const auto hash = hashOf(kit.path());

        Noting record;
        const auto erased = erasePersonalData(kit.path(), record);
        QVERIFY2(erased.has_value(), erased ? "" : erased.error().message.c_str());
        QCOMPARE(record.noted.size(), std::size_t{1});
        QCOMPARE(record.noted.front().notes, std::uint64_t{1});

        const auto second = personalDataOf(kit.path());
        QVERIFY(second && second->isEmpty());
        QCOMPARE(second->unreadableNotes, std::uint64_t{1});
        const auto ofBackup = personalDataOf(backup.path().toStdString());
        QVERIFY(ofBackup && ofBackup->name.empty() && ofBackup->notes.empty());
        for (const QByteArray& gone : {words, tag}) {
            QCOMPARE(filesHolding(profile, gone), QStringList());
            QCOMPARE(filesHolding(backup.path(), gone), QStringList());
        }
        QCOMPARE(journal::verify(*folderOf(kit.path() / "journal")).verdict, journal::Verdict::Sound);
        QCOMPARE(hashOf(kit.path()), hash);
    }
    void theNextSessionHasAnotherKeyAndTheOldWordsStayShut()
    {
        TerminalKit kit(false, true);
        writeNote(kit);
        Noting record;
        QVERIFY(erasePersonalData(kit.path(), record));

        QVERIFY(kit.open());

        QCOMPARE(noteIn(kit), QByteArray(person::erasedWords.data(), std::ssize(person::erasedWords)));
    }
    void theWindowReadsWhatItsPersonWrote()
    {
        TerminalKit kit(false, true);
        writeNote(kit);
        for (const auto& notice : kit.notices) {
            if (const auto* added = TerminalKit::factIn<events::NoteAdded>(notice)) {
                QCOMPARE(QByteArray(added->note.text.view().data(), std::ssize(added->note.text.view())), words);
            }
        }
        QVERIFY(kit.open());

        QCOMPARE(noteIn(kit), words);
    }
    void whatCannotBeNotedIsNotErased()
    {
        TerminalKit kit(false, true);
        writeNote(kit);
        Noting record(true);

        QVERIFY(!erasePersonalData(kit.path(), record));

        QCOMPARE(personalDataOf(kit.path())->notes.size(), std::size_t{1});
    }
    void nothingIsErasedUnderARunningProgram()
    {
        TerminalKit kit;
        Noting record;

        QVERIFY(!erasePersonalData(kit.path(), record));

        QVERIFY(record.noted.empty());
        QVERIFY(!personalDataOf(kit.path())->name.empty());
    }
    void theErasureIsOnFileWithoutAWord()
    {
        TerminalKit kit(false, true);
        writeNote(kit);
        ErasureFile record(kit.path(), Timestamp{1'709'562'600'000'000'000});
        QVERIFY(erasePersonalData(kit.path(), record));
        QVERIFY(erasePersonalData(kit.path(), record)); // twice is once

        QFile file(QString::fromStdString((kit.path() / "erasures").string()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QCOMPARE(text.count('\n'), 2);
        QVERIFY2(text.startsWith("2024-03-04T14:30:00.000000000Z person-1 erased: 1 notes"), text.constData());
        QVERIFY(!holds(text, words));
    }
    void reasonsToRejectAndOtherCommandsStayAsTheyAre()
    {
        omni::tests::MemoryFolder root;
        const auto person = person::Person::of(root, "alice");
        events::Command command;
        command.what = events::AddNote{OrderId{1}, {}, ShortText<31>("reject_reason"), ShortText<191>("price")};
        QCOMPARE(std::get<events::AddNote>(sealedFor(*person, command).what).text.view(), std::string_view("price"));
        command.what = events::SetMode{risk::Mode::Manual};
        QVERIFY(std::holds_alternative<events::SetMode>(sealedFor(*person, command).what));
        command.what = events::AddNote{OrderId{1}, {}, {}, ShortText<191>(std::string(190, 'x'))};
        const auto cut = std::get<events::AddNote>(sealedFor(*person, command).what);
        QCOMPARE(person->opened(cut.text.view()), std::string(mostNoteBytes, 'x'));
    }

private:
    static std::unique_ptr<platform::FileFolder> folderOf(const std::filesystem::path& path)
    {
        return std::move(*platform::FileFolder::open(path, platform::FileFolder::Access::ReadOnly));
    }
    static std::string hashOf(const std::filesystem::path& profile)
    {
        return hexText(driver::recoverDesk(*folderOf(profile / "journal"))->state.hash());
    }
    /// A session in which its person writes one note about a trade.
    static void writeNote(TerminalKit& kit)
    {
        kit.startDemo(1);
        QVERIFY(kit.comesTo(Phase::Running));
        QVERIFY(becomesTrue([&] {
            return kit.send(
                events::AddNote{OrderId{1}, {}, ShortText<31>(tag.toStdString()), ShortText<191>(words.toStdString())});
        }));
        QVERIFY(becomesTrue([&] {
            kit.read();
            return kit.facts<events::NoteAdded>() > 0;
        }));
        QVERIFY(kit.endsInOrder());
        kit.close();
    }
    /// The newest of the history, as a window gets it.
    static QByteArray noteIn(TerminalKit& kit)
    {
        QByteArray found;
        static_cast<void>(kit.terminal->ask(views::NotesQuery{}));
        static_cast<void>(becomesTrue([&] {
            Answer answer;
            if (!kit.terminal->takeAnswer(answer) || !answer.page) {
                return false;
            }
            for (const auto& row : std::get<std::vector<views::NoteRow>>(answer.page->rows)) {
                found = QByteArray(row.note.text.view().data(), std::ssize(row.note.text.view()));
            }
            return true;
        }));
        return found;
    }
};

QTEST_GUILESS_MAIN(TestPersonalData)
#include "tst_personal_data.moc"
