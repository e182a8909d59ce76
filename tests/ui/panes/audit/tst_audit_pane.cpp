// needs: ui/panes/audit tests/support/fake_terminal Qt6::Widgets
//
// The pane Audit: rows as sentences, narrowed, by page, followed; verified, exported, anchored; and what it shows to
// whom.

#include "tests/support/pane_bench.h"
#include "ui/panes/audit/sentences.h"
#include "ui/panes/audit/task_line.h"
#include "ui/panes/audit/view.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QFileDialog>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::audit;
using omni::testing::PaneBench;

namespace {

QString cellOf(const View& view, int row, int column)
{
    const auto* model = view.findChild<QTableView*>()->model();
    return model->index(row, column).data().toString();
}

int rowsOf(const View& view)
{
    return view.findChild<QTableView*>()->model()->rowCount();
}

QString resultOf(const View& view)
{
    return view.findChild<QLabel*>(QStringLiteral("task"))->text();
}

void pass(PaneBench& bench, Duration span)
{
    bench.terminal.nowShown = bench.terminal.nowShown + span;
    bench.frame();
}

} // namespace

class TestAuditPane : public QObject
{
    Q_OBJECT

private slots:
    void eachRecordIsASentenceNewestFirst()
    {
        PaneBench bench;
        auto& record = bench.terminal.auditShown;
        record.add("owner", "approval.granted", "proposal 12 (buy 0.01 BTCUSDT)");
        record.add("person:101", "person.sign_in", {}, views::AuditEnd::Refused, "denied");
        auto& view = bench.open<View>();
        QAbstractItemModelTester tester(view.findChild<QTableView*>()->model());

        QCOMPARE(view.state(), PaneState::Normal);
        QCOMPARE(rowsOf(view), 2);
        QCOMPARE(cellOf(view, 0, Model::Text), QStringLiteral("person 101 signed in, refused: denied"));
        QCOMPARE(cellOf(view, 1, Model::Text), QStringLiteral("owner approved proposal 12 (buy 0.01 BTCUSDT)"));
        QCOMPARE(cellOf(view, 1, Model::Way), QStringLiteral("window"));
        QVERIFY(cellOf(view, 1, Model::Time).contains(QStringLiteral("21:01:07")));
        QCOMPARE(PaneBench::unnamed(view), QString());
    }

    void itFollowsTheRecordThatIsWritten()
    {
        PaneBench bench;
        bench.terminal.auditShown.add("owner", "session.start", "demo");
        auto& view = bench.open<View>();
        QCOMPARE(rowsOf(view), 1);
        bench.terminal.auditShown.add("owner", "kill.pressed", "global pause");
        pass(bench, seconds(1));
        QCOMPARE(rowsOf(view), 2);
        QCOMPARE(bench.terminal.auditShown.asked.back().above, std::uint64_t{1}); // what is new, nothing else
        const auto questions = bench.terminal.auditShown.asked.size();
        for (int i = 0; i < 10; ++i) {
            pass(bench, seconds(1));
        }
        QCOMPARE(bench.terminal.auditShown.asked.size(), questions); // nothing new, nothing asked
    }

    void withoutASessionItFollowsAsWell()
    {
        PaneBench bench;
        auto& view = bench.open<View>();
        QCOMPARE(view.state(), PaneState::Empty);
        bench.terminal.auditShown.add("owner", "vault.open", "unlock");
        bench.terminal.nowShown = bench.terminal.nowShown + seconds(1);
        QTRY_COMPARE(rowsOf(view), 1); // no frame was given
    }

    void olderPagesComeWhenTheyAreAskedFor()
    {
        PaneBench bench;
        for (int i = 0; i < 1'200; ++i) {
            bench.terminal.auditShown.add("owner", "order.submit", "order " + std::to_string(i));
        }
        auto& view = bench.open<View>();
        QCOMPARE(rowsOf(view), 500);
        auto* table = view.findChild<QTableView*>();
        QPushButton* older = nullptr;
        for (auto* button : view.findChildren<QPushButton*>()) {
            older = button->text() == QStringLiteral("Older rows") ? button : older;
        }
        QVERIFY(older != nullptr);
        older->click();
        pass(bench, seconds(1));
        QCOMPARE(table->model()->rowCount(), 1'000);
        older->click();
        pass(bench, seconds(1));
        QCOMPARE(table->model()->rowCount(), 1'200);
        QVERIFY(!older->isVisible());
    }

    void itIsNarrowedByKindPersonWordsAndTime()
    {
        PaneBench bench;
        auto& record = bench.terminal.auditShown;
        record.add("owner", "vault.open", "unlock");
        record.add("person:101", "order.submit", "buy 1 ACME");
        record.add("owner", "order.submit", "buy 2 ACME");
        auto& view = bench.open<View>({1'200, 300});
        auto* kind = view.findChild<QComboBox*>(QStringLiteral("kind"));
        auto* person = view.findChild<QComboBox*>(QStringLiteral("person"));
        auto* span = view.findChild<QComboBox*>(QStringLiteral("span"));
        auto* words = view.findChild<QLineEdit*>(QStringLiteral("words"));

        kind->setCurrentText(QStringLiteral("Keys and vault"));
        pass(bench, seconds(1));
        QCOMPARE(rowsOf(view), 1);
        QCOMPARE(cellOf(view, 0, Model::Text), QStringLiteral("owner asked for the vault: unlock"));
        kind->setCurrentIndex(0);
        person->setCurrentText(QStringLiteral("person 101"));
        pass(bench, seconds(1));
        QCOMPARE(rowsOf(view), 1);
        QCOMPARE(bench.terminal.auditShown.asked.back().person, std::string("person:101"));
        person->setCurrentIndex(0);
        pass(bench, seconds(1));
        QCOMPARE(rowsOf(view), 3);
        words->setText(QStringLiteral("buy 2"));
        QCOMPARE(rowsOf(view), 3); // somebody types
        QTRY_COMPARE(rowsOf(view), 0);
        pass(bench, seconds(1));
        QCOMPARE(rowsOf(view), 1);
        words->clear();
        span->setCurrentText(QStringLiteral("Between…"));
        pass(bench, seconds(1));
        const auto& asked = bench.terminal.auditShown.asked.back();
        QCOMPARE((asked.until - asked.from).ns, days(1).ns); // one day, all of it
    }

    // Whoever comes from the vault sees the keys' part, and a layout keeps it.
    void itOpensForTheKeys()
    {
        PaneBench bench;
        bench.terminal.auditShown.add("owner", "vault.open", "unlock");
        bench.terminal.auditShown.add("owner", "order.submit", "x");
        auto& view = bench.open<View>();
        view.restoreState({{QStringLiteral("kind"), QStringLiteral("keys")}});
        pass(bench, seconds(1));
        QCOMPARE(rowsOf(view), 1);
        QCOMPARE(bench.terminal.auditShown.asked.back().kinds, std::vector<std::string>{"vault."});
        QCOMPARE(view.saveState().value(QStringLiteral("kind")).toString(), QStringLiteral("keys"));
    }

    // V15: no button is there and works for what is refused.
    void whatIsShownFollowsTheRightsOfWhoSitsThere()
    {
        PaneBench bench;
        auto& record = bench.terminal.auditShown;
        record.add("owner", "order.submit", "x");
        record.add("person:101", "order.cancel", "y");
        auto& view = bench.open<View>();
        auto* verify = view.findChild<QToolButton*>(QStringLiteral("verify"));
        auto* save = view.findChild<QToolButton*>(QStringLiteral("export"));
        auto* anchor = view.findChild<QPushButton*>(QStringLiteral("anchor"));
        QVERIFY(verify->isEnabled() && save->isEnabled() && anchor->isEnabled());

        record.seen = views::AuditSight::Own;
        pass(bench, seconds(1));
        pass(bench, seconds(1));
        QCOMPARE(rowsOf(view), 1);
        QVERIFY(!verify->isEnabled() && save->isEnabled() && !anchor->isEnabled());

        record.seen = views::AuditSight::Nothing;
        pass(bench, seconds(1));
        pass(bench, seconds(1));
        QCOMPARE(rowsOf(view), 0);
        QCOMPARE(view.state(), PaneState::Blocked);
        QVERIFY(!verify->isEnabled() && !save->isEnabled() && !anchor->isEnabled());
    }

    void whatAVerificationCameToIsSaidInWords_data()
    {
        QTest::addColumn<int>("verdict");
        QTest::addColumn<QString>("says");
        QTest::newRow("good") << 0
                              << "Chain OK, 18,204 records. Last: lusab-bafad-gutih-tugad-sinod. Without its verify "
                                 "key nobody knows that it was not made anew. Without an anchor nobody knows that "
                                 "its end was not cut off.";
        QTest::newRow("tampered") << 1 << "Tampered from record 17 on: its hash is another";
        QTest::newRow("unreadable") << 2 << "Unreadable: its hash is another";
        QTest::newRow("cut") << 3 << "Cut: record 17 and what is behind it are missing: its hash is another";
    }
    void whatAVerificationCameToIsSaidInWords()
    {
        QFETCH(const int, verdict);
        QFETCH(const QString, says);
        views::AuditTask task;
        task.state = views::AuditTaskState::Done;
        task.verdict = static_cast<views::AuditVerdict>(verdict);
        task.firstBad = 17;
        task.records = 18'204;
        task.words = "lusab-bafad-gutih-tugad-sinod";
        task.text = "its hash is another";
        QCOMPARE(taskText(task, Formats()), says);
    }

    void aVerificationRunsBesideAndCanBeStopped()
    {
        PaneBench bench;
        bench.terminal.auditShown.add("owner", "order.submit", "x");
        auto& view = bench.open<View>();
        view.findChild<QToolButton*>(QStringLiteral("verify"))->findChild<QMenu*>()->actions().front()->trigger();
        QCOMPARE(bench.terminal.auditShown.wishes.size(), std::size_t{1});
        views::AuditTask task;
        task.done = 3;
        task.total = 10;
        bench.terminal.auditShown.taskShown = std::make_shared<const views::AuditTask>(task);
        pass(bench, seconds(1));

        const auto* progress = view.findChild<QProgressBar*>(QStringLiteral("progress"));
        auto* stop = view.findChild<QPushButton*>(QStringLiteral("stop"));
        QVERIFY(progress->isVisible() && stop->isVisible());
        QCOMPARE(progress->value(), 3);
        QCOMPARE(progress->maximum(), 10);
        QVERIFY(!view.findChild<QToolButton*>(QStringLiteral("verify"))->isEnabled());
        stop->click();
        QCOMPARE(bench.terminal.auditShown.givenUp, 1);
        task.state = views::AuditTaskState::GivenUp;
        bench.terminal.auditShown.taskShown = std::make_shared<const views::AuditTask>(task);
        pass(bench, seconds(1));
        QVERIFY(!progress->isVisible() && !stop->isVisible());
        QCOMPARE(resultOf(view), QStringLiteral("Stopped. Nothing is known of the rest."));
    }

    void theExportIsOfWhatTheFilterShows()
    {
        PaneBench bench;
        bench.terminal.auditShown.add("owner", "vault.open", "unlock");
        auto& view = bench.open<View>();
        view.restoreState({{QStringLiteral("kind"), QStringLiteral("keys")}});
        view.findChild<QToolButton*>(QStringLiteral("export"))->findChild<QMenu*>()->actions().at(1)->trigger();
        auto* ask = view.findChild<QFileDialog*>();
        QVERIFY(ask != nullptr);
        emit ask->fileSelected(QStringLiteral("/somewhere/audit.json"));
        const auto* wish = std::get_if<runtime::ExportAudit>(&bench.terminal.auditShown.wishes.back());
        QVERIFY(wish != nullptr);
        QCOMPARE(wish->file, std::string("/somewhere/audit.json"));
        QCOMPARE(static_cast<int>(wish->form), static_cast<int>(views::AuditFileForm::Json));
        QCOMPARE(wish->query.kinds, std::vector<std::string>{"vault."});
    }

    // Streamer mode: names of people and figures are hidden; what was done stays.
    void streamerModeCoversNamesAndFigures()
    {
        views::AuditRow row;
        row.person = "script:anna";
        row.action = "approval.granted";
        row.object = "proposal 12 (buy 0.01 BTCUSDT at 64,200.50)";
        Formats formats;
        QVERIFY(sentenceOf(row, formats).contains(QStringLiteral("anna")));
        formats.hasPrivacy = true;
        const QString veiled = sentenceOf(row, formats);
        QVERIFY(!veiled.contains(QStringLiteral("anna")));
        QVERIFY(!veiled.contains(QStringLiteral("64,200")));
        QVERIFY(!veiled.contains(QStringLiteral("0.01")));
        QVERIFY(veiled.contains(QStringLiteral("approved")));
    }

    // V31: a record of a later version, and words that would turn the writing, are shown and do nothing.
    void whatIsNotKnownIsShownInert()
    {
        views::AuditRow row;
        row.person = "somebody";
        row.action = "of.later";
        row.object = "<b>x</b>\u202Etxt";
        row.end = static_cast<views::AuditEnd>(77);
        row.way = static_cast<views::AuditWay>(77);
        const QString said = sentenceOf(row, Formats());
        QVERIFY(said.contains(QStringLiteral("of.later <b>x</b>")));
        QVERIFY(!said.contains(QChar(0x202E)));
        QCOMPARE(wayText(row.way), QStringLiteral("a way of a later version"));
    }
};

QTEST_MAIN(TestAuditPane)

#include "tst_audit_pane.moc"
