// needs: edge/storage/sqlite edge/platform desk/driver desk/sim Qt6::Sql

#include "core/edge/platform/file_folder.h"
#include "core/host/runtime/history_service.h"
#include "core/host/runtime/storage_thread.h"
#include "tests/support/recorded_session.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <set>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;
namespace fs = std::filesystem;

namespace {

/// Something to wait for.
class Signal
{
public:
    void raise()
    {
        const std::scoped_lock lock(m_mutex);
        ++m_count;
        m_raised.notify_all();
    }
    template<class Question> void waitUntil(Question holds)
    {
        std::unique_lock lock(m_mutex);
        m_raised.wait(lock, holds);
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_raised;
    std::uint64_t m_count = 0;
};

/// A profile on the disk, and sessions on it.
struct Profile {
    Profile()
    {
        fs::create_directory(journal());
        fs::permissions(journal(), fs::perms::owner_all);
    }
    fs::path path() const
    {
        return folder.path().toStdString();
    }
    fs::path journal() const
    {
        return path() / "journal";
    }
    fs::path database() const
    {
        return path() / "store.sqlite";
    }
    /// The sequence up to which the journal is durable now.
    Sequence runSession()
    {
        auto files = platform::FileFolder::open(journal(), platform::FileFolder::Access::ReadWrite);
        auto feed = aHill(static_cast<int>(sessions) * 20);
        auto setup = aTypicalSetup(sessions + 1, newYear + days(static_cast<std::int64_t>(sessions) * 20));
        if (sessions++ > 0) {
            setup.deposit = {};
        }
        record(**files, feed, setup);
        return driver::recoverDesk(**files)->last;
    }
    /// Everything of `path` but the journal.
    std::set<std::string> files() const
    {
        std::set<std::string> names;
        for (const auto& entry : fs::directory_iterator(path())) {
            names.insert(entry.path().filename().string());
        }
        names.erase("journal");
        return names;
    }
    StorageThreadOptions options(Sequence durable, Signal& signal)
    {
        StorageThreadOptions options = storageOf(path());
        options.durable = durable;
        options.rest = options.retry = microseconds(100);
        options.looked = [&signal] { signal.raise(); };
        return options;
    }
    std::size_t fillsNow() const
    {
        auto reader = storage::readHistory(database());
        const auto page = (*reader)->query(views::FillsQuery{});
        return std::get<std::vector<views::FillRow>>(page->rows).size();
    }

    QTemporaryDir folder;
    std::uint32_t sessions = 0;
};

} // namespace

class TestStorage : public QObject
{
    Q_OBJECT

private slots:
    void bringsTheJournalIntoTheHistoryAndLeavesOneFile()
    {
        Profile profile;
        const Sequence durable = profile.runSession();
        Signal signal;
        StorageThread storage(profile.options(durable, signal));
        QVERIFY(storage.end());

        QCOMPARE(storage.health().upTo, durable);
        QCOMPARE(profile.files(), std::set<std::string>{"store.sqlite"});
        QCOMPARE(profile.fillsNow(), std::size_t{2});
    }

    void followsWhatBecomesDurableWhileItRuns()
    {
        Profile profile;
        const Sequence first = profile.runSession();
        Signal signal;
        StorageThread storage(profile.options(first, signal));
        signal.waitUntil([&] { return storage.health().upTo == first; });
        const Sequence second = profile.runSession();
        QVERIFY(second > first);
        storage.moved(second);
        signal.waitUntil([&] { return storage.health().upTo == second; });
        QCOMPARE(storage.health().state, views::PartState::Ok);
        QVERIFY(storage.end());
        QCOMPARE(profile.fillsNow(), std::size_t{4});
    }

    void catchesUpAfterAnOutage()
    {
        Profile profile;
        const Sequence durable = profile.runSession();
        Signal signal;
        auto options = profile.options(durable, signal);
        std::atomic<int> refusals{3};
        options.open = [inner = options.open, &refusals]() -> Result<storage::OpenedHistory> {
            if (refusals-- > 0) {
                return failure(Errc::Full, "the disk is full");
            }
            return inner();
        };
        std::vector<std::string> notes;
        options.note = [&notes](const std::string& text) { notes.push_back(text); };
        StorageThread storage(options);
        signal.waitUntil([&] { return storage.health().upTo == durable; });
        QVERIFY(storage.end());
        QCOMPARE(storage.health().failures, std::uint64_t{3});
        QCOMPARE(notes, std::vector<std::string>{"the history stands still: the disk is full"}); // told once
    }

    void aFolderThatCannotBeWrittenHarmsNothing()
    {
        Profile profile;
        const Sequence durable = profile.runSession();
        Signal signal;
        auto options = profile.options(durable, signal);
        options.open = [] { return storage::openHistory("/proc/store.sqlite"); };
        StorageThread storage(options);
        signal.waitUntil([&] { return storage.health().failures > 2; });
        QCOMPARE(storage.health().state, views::PartState::Down);
        QVERIFY(!storage.health().detail.empty());
        QVERIFY(!storage.end());
    }

    void aDatabaseThatIsDamagedWhileItRunsIsMadeAnew()
    {
        Profile profile;
        Sequence durable = profile.runSession();
        Signal signal;
        {
            StorageThread storage(profile.options(durable, signal));
            QVERIFY(storage.end());
        }
        QFile file(QString::fromStdString(profile.database().string()));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(4'096);
        file.write(QByteArray(8'192, '\x7f'));
        file.close();
        durable = profile.runSession();
        std::vector<std::string> notes;
        auto options = profile.options(durable, signal);
        options.note = [&notes](const std::string& text) { notes.push_back(text); };
        StorageThread storage(options);
        QVERIFY(storage.end());
        QCOMPARE(profile.fillsNow(), std::size_t{4});
        QCOMPARE(notes.size(), std::size_t{1});
        QCOMPARE(profile.files(), (std::set<std::string>{"store.sqlite", "store.sqlite.damaged"}));
    }

    void answersQuestionsOverSessions()
    {
        Profile profile;
        Signal answered;
        HistoryService service(historyOf(profile.path()), [&] { answered.raise(); });
        const auto fills = [&]() -> std::optional<std::size_t> {
            const QueryId id = service.ask(views::FillsQuery{});
            Answer answer;
            answered.waitUntil([&] { return service.takeAnswer(answer); });
            if (answer.query != id || !answer.page) {
                return std::nullopt;
            }
            return std::get<std::vector<views::FillRow>>(answer.page->rows).size();
        };
        QVERIFY(!fills()); // no history yet: an answer in words, not silence
        for (std::size_t session = 1; session <= 3; ++session) {
            Signal signal;
            const Sequence durable = profile.runSession();
            StorageThread storage(profile.options(durable, signal));
            signal.waitUntil([&] { return storage.health().upTo == durable; });
            QCOMPARE(fills(), std::optional(session * 2));
            QVERIFY(storage.end());
            QCOMPARE(fills(), std::optional(session * 2));
        }
        fs::remove(profile.database());
        QTRY_VERIFY(!fills()); // as soon as the service has closed what it read
    }

    void aCancelledQuestionGetsNoAnswer()
    {
        Profile profile;
        Signal signal, answered;
        StorageThread storage(profile.options(profile.runSession(), signal));
        QVERIFY(storage.end());
        HistoryService service(historyOf(profile.path()), [&] { answered.raise(); });
        std::set<QueryId> wanted;
        for (int i = 0; i < 200; ++i) {
            const QueryId id = service.ask(views::OrdersQuery{});
            if (i % 2 == 0) {
                service.cancel(id);
            } else {
                wanted.insert(id);
            }
        }
        Answer answer;
        while (!wanted.empty()) {
            answered.waitUntil([&] { return service.takeAnswer(answer); });
            QVERIFY(answer.page);
            QCOMPARE(wanted.erase(answer.query), std::size_t{1});
        }
        QVERIFY(!service.takeAnswer(answer));
    }

    void readersAndTheWriterRunSideBySide()
    {
        Profile profile;
        for (int i = 0; i < 6; ++i) {
            profile.runSession();
        }
        const Sequence durable = profile.runSession();
        Signal signal, answered;
        auto options = profile.options(durable, signal);
        options.follow.batchRecords = 1;
        StorageThread storage(options);
        signal.waitUntil([&] { return storage.health().upTo.value > 0; });
        HistoryService service(historyOf(profile.path()), [&] { answered.raise(); });
        std::size_t before = 0;
        for (bool isLast = false; !isLast;) {
            isLast = storage.health().upTo == durable;
            static_cast<void>(service.ask(views::FillsQuery{}));
            Answer answer;
            answered.waitUntil([&] { return service.takeAnswer(answer); });
            QVERIFY2(answer.page, answer.page ? "" : answer.page.error().detail.c_str());
            const auto count = std::get<std::vector<views::FillRow>>(answer.page->rows).size();
            QVERIFY(count >= before);
            before = count;
        }
        QVERIFY(storage.end());
        QVERIFY(before > 6);
        QCOMPARE(before, profile.fillsNow());
    }
};

QTEST_GUILESS_MAIN(TestStorage)
#include "tst_storage_threads.moc"
