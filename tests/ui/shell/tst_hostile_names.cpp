// needs: ui/shell ui/dialogs/review tests/support/shown_texts tests/support/fake_terminal Qt6::Widgets
// V31 in the window.
// Names from outside that are markup, turn the direction of writing, or have no end: in every pane, menu, tip and
// dialog they are words of one line like others. A name must not write a sentence of its own, hide a figure, or push
// the kill switch off the screen.
#include "tests/support/shown_texts/shown_texts.h"
#include "tests/support/window_bench.h"
#include "ui/shell/workspaces.h"
#include "ui/widgets/pane_table.h"

#include <QAbstractItemView>
#include <QLabel>
#include <QMenu>
#include <QRegularExpression>
#include <QTextDocument>

using namespace omni;
using namespace omni::ui;
using namespace omni::testing;

namespace {

views::DeskSnapshot deskOf(const std::string& name)
{
    views::DeskSnapshot desk = aSnapshot();
    for (views::InstrumentView& view : desk.instruments) {
        view.instrument.symbol = name;
        view.instrument.venue = name;
        view.instrument.version += 1;
    }
    desk.positions = {aPosition()};
    desk.openOrders = {anOrder()};
    desk.proposals = {aProposal()};
    desk.strategies = {{StrategyId{1}, name + ":" + name, true, false}};
    auto session = std::make_shared<events::SessionStarted>();
    if (desk.session) {
        *session = *desk.session;
    }
    session->accountName = name;
    desk.session = std::move(session);
    return desk;
}

/// Every text and tip that Qt would take for markup, turns the writing, or is longer than a person reads.
QStringList faultsIn(const QWidget& root, const QString& name)
{
    QStringList faults;
    const auto judge = [&faults](const QString& text, bool mayBeRich, const char* where) {
        if (mayBeRich && Qt::mightBeRichText(text) && !text.startsWith(QStringLiteral("<qt>"))
            && !text.startsWith(QStringLiteral("<p>"))) {
            faults << QStringLiteral("markup in %1: %2").arg(QLatin1String(where), text.left(80));
        }
        if (text.contains(QChar(0x202E)) || text.contains(QChar(0x202D))) {
            faults << QStringLiteral("turned in %1: %2").arg(QLatin1String(where), text.left(80));
        }
        if (std::any_of(text.begin(), text.end(), [](QChar c) {
                return (c.unicode() < 0x20 && c != u'\n' && c != u'\t') || (c.unicode() >= 0x7F && c.unicode() < 0xA0);
            })) {
            faults << QStringLiteral("a control in %1: %2").arg(QLatin1String(where), text.left(80));
        }
        if (text.size() > 5'000) {
            faults << QStringLiteral("%1 letters in %2").arg(text.size()).arg(QLatin1String(where));
        }
    };
    QList<const QWidget*> all{&root};
    for (const auto* widget : root.findChildren<QWidget*>()) {
        all << widget;
    }
    for (const QWidget* widget : all) {
        const char* where = widget->metaObject()->className();
        judge(widget->toolTip(), true, where);
        judge(widget->accessibleName(), false, where);
        judge(widget->accessibleDescription(), false, where);
        judge(widget->windowTitle(), false, where);
        if (const auto* label = qobject_cast<const QLabel*>(widget)) {
            // A label of our own markup has what is outside's escaped.
            judge(label->text(), label->textFormat() != Qt::PlainText && label->text().contains(name.left(3)),
                  qPrintable(label->parentWidget()->objectName() + u'/'
                             + label->parentWidget()->metaObject()->className()));
        }
        for (const QAction* action : widget->actions()) {
            judge(action->text(), false, where);
            judge(action->toolTip(), true, where);
        }
        if (const auto* table = qobject_cast<const PaneTable*>(widget)) { // V31: as it is pasted into a spreadsheet
            const QStringList cells = table->copiedText().split(QRegularExpression(QStringLiteral("[\t\n]")));
            for (const QString& cell : cells.filter(QRegularExpression(QStringLiteral("^\\s*[=@]")))) {
                faults << QStringLiteral("a formula in %1: %2").arg(QLatin1String(where), cell.left(80));
            }
        }
        if (const auto* view = qobject_cast<const QAbstractItemView*>(widget); view != nullptr && view->model()) {
            for (int row = 0; row < std::min(view->model()->rowCount(), 20); ++row) {
                for (int column = 0; column < view->model()->columnCount(); ++column) {
                    const QModelIndex index = view->model()->index(row, column);
                    judge(index.data(Qt::ToolTipRole).toString(), true, where);
                    judge(index.data(Qt::DisplayRole).toString(), false, where);
                    judge(index.data(Qt::AccessibleTextRole).toString(), false, where);
                }
            }
        }
    }
    faults.removeDuplicates();
    return faults;
}

void settle(WindowBench& bench)
{
    bench.terminal.show(views::DeskSnapshot(*bench.terminal.snapshotShown));
    bench.window->engine().poll();
    QTest::qWait(30);
}

} // namespace

class TestHostileNames : public QObject
{
    Q_OBJECT

private slots:
    void theyAreWordsLikeOthersEverywhere_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("bold") << QByteArray("<b>x</b>");
        QTest::newRow("a picture from elsewhere") << QByteArray("<img src='file:///etc/hostname'>");
        QTest::newRow("an entity") << QByteArray("&lt;b&gt; && &x");
        QTest::newRow("from right to left") << QByteArray("\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D");
        QTest::newRow("turned by force") << QByteArray("\xE2\x80\xAE"
                                                       "evil"
                                                       "\xE2\x80\xAD");
        QTest::newRow("ten thousand letters") << QByteArray(10'000, 'X');
        QTest::newRow("ten thousand in many words") << QByteArray("<b>long </b>").repeated(900);
        QTest::newRow("lines") << QByteArray("one\ntwo\r\nthree\tfour");
        QTest::newRow("a header of a mail") << QByteArray("\r\nBcc:x");
        QTest::newRow("a formula") << QByteArray("=cmd()");
        QTest::newRow("what a terminal obeys") << QByteArray("\x1b[2J\x1b]0;evil\x07\x9b"
                                                             "31m");
    }
    void theyAreWordsLikeOthersEverywhere()
    {
        QFETCH(QByteArray, name);
        WindowBench bench;
        bench.window->resize(1'600, 1'000);
        bench.terminal.show(deskOf(name.toStdString()));
        bench.window->engine().poll();
        QStringList faults;
        for (const WorkspaceInfo& info : allWorkspaces()) {
            bench.run((QByteArray("view.workspace.") + info.key).constData());
            settle(bench);
            faults += faultsIn(*bench.window, QString::fromUtf8(name));
            QCOMPARE(bench.window->size(), QSize(1'600, 1'000));
            const auto* kill = bench.window->findChild<QWidget*>(u"killSwitch"_qs);
            QVERIFY(kill->isVisible());
            QVERIFY(bench.window->rect().contains(QRect(kill->mapTo(bench.window.get(), QPoint()), kill->size())));
        }
        bench.run("view.workspace.trading");
        for (const char* key : {"ticket", "orders", "fills", "strategies", "log", "positions", "proposals"}) {
            bench.run((QByteArray("window.pane.") + key).constData());
            settle(bench);
            faults += faultsIn(*bench.window, QString::fromUtf8(name));
        }
        for (const char* key : {"trade.kill", "trade.closePositions", "proposals.review"}) {
            bench.run(key);
            QTest::qWait(30);
            for (QWidget* top : QApplication::topLevelWidgets()) {
                if (top->isVisible()) {
                    faults += faultsIn(*top, QString::fromUtf8(name));
                    QVERIFY(top->width() <= 1'700);
                }
            }
            for (auto* dialog : bench.window->findChildren<QDialog*>()) {
                dialog->reject();
            }
            QCoreApplication::processEvents();
        }
        faults.removeDuplicates();
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    }
};

QTEST_MAIN(TestHostileNames)
#include "tst_hostile_names.moc"
