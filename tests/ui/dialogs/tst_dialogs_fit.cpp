// needs: ui/commands ui/dialogs/review ui/dialogs/settings ui/dialogs/symbols ui/dialogs/first_run
// needs: ui/dialogs/kill_confirm
// needs: ui/dialogs/close_positions ui/widgets desk/engine tests/support/fake_terminal tests/support/shown_texts
// needs: Omni::Translations Qt6::Widgets
// Whatever the screen and the scale: a dialog is on the screen, and the buttons that decide are in the dialog.
#include "tests/support/engine_terminal.h"
#include "tests/support/shown_texts/shown_texts.h"
#include "ui/bridge/engine_link.h"
#include "ui/bridge/user_settings.h"
#include "ui/commands/help_sheet.h"
#include "ui/commands/registry.h"
#include "ui/dialogs/close_positions/close_positions.h"
#include "ui/dialogs/first_run/first_run_dialog.h"
#include "ui/dialogs/kill_confirm/kill_confirm.h"
#include "ui/dialogs/review/review_dialog.h"
#include "ui/dialogs/settings/settings_dialog.h"
#include "ui/style/language.h"
#include "ui/style/theme.h"
#include "ui/widgets/confirm_dialog.h"
#include "ui/widgets/decision_button.h"
#include "ui/widgets/dialog_bounds.h"
#include "ui/widgets/formats.h"

#include <QAbstractButton>
#include <QScrollArea>
#include <QTest>

#include <functional>
#include <memory>

using namespace omni;
using namespace omni::ui;
using omni::testing::EngineTerminal;

namespace {

struct Bench {
    explicit Bench(int percent)
    {
        theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, percent);
        proposal = terminal.act([](test::TestDesk& desk) { return desk.proposeBuy(); });
        link.poll();
        window.resize(1'180, 720);
        window.show();
    }
    EngineTerminal terminal;
    EngineLink link{terminal};
    Theme theme;
    Formats formats;
    CommandRegistry commands;
    UserSettings settings{link};
    QWidget window;
    ProposalId proposal;
};

struct Dialog {
    const char* name;
    QStringList buttons; ///< Their accessible names.
    std::function<QDialog*(Bench&)> make;
};

const std::vector<Dialog>& dialogs()
{
    const QString sentence = QStringLiteral("Twelve working orders that would open something are cancelled at the "
                                            "exchange, one after the other. Stops and positions stay as they are.");
    static const std::vector<Dialog> all{
        {"review",
         {QStringLiteral("Reject"), QStringLiteral("Next"), QStringLiteral("Amend"),
          QStringLiteral("Approve, send demo order")},
         [](Bench& b) { return new review::ReviewDialog(b.link, b.theme, b.formats, &b.window); }},
        {"settings",
         {QStringLiteral("Save"), QStringLiteral("Cancel")},
         [](Bench& b) {
             return new settings::SettingsDialog(b.link, b.settings, b.commands, b.theme, b.formats, &b.window);
         }},
        {"first run",
         {QStringLiteral("Continue"), QStringLiteral("Back")},
         [](Bench& b) { return new first_run::FirstRunDialog(b.link, b.settings, b.theme, b.formats, &b.window); }},
        {"stop",
         {QStringLiteral("Stop all trading"), QStringLiteral("Go back")},
         [](Bench& b) { return new KillConfirm(b.link, b.theme, b.formats, risk::Scope{}, &b.window); }},
        {"close positions",
         {QStringLiteral("Keep positions")},
         [](Bench& b) { return new ClosePositions(b.link, b.theme, b.formats, &b.window); }},
        {"a confirmation",
         {QStringLiteral("Reverse"), QStringLiteral("Keep it")},
         [sentence](Bench& b) {
             ConfirmDialog::Words words;
             words.title = QStringLiteral("Reverse?");
             words.question = sentence;
             words.act = QStringLiteral("Reverse");
             words.keep = QStringLiteral("Keep it");
             return new ConfirmDialog(
                 b.theme, words, [] {}, &b.window);
         }},
        {"the keys", {QStringLiteral("Close")}, [](Bench& b) { return new HelpSheet(b.commands, b.theme, &b.window); }},
    };
    return all;
}

bool scrolls(const QWidget* part)
{
    for (const QWidget* at = part->parentWidget(); at != nullptr; at = at->parentWidget()) {
        if (qobject_cast<const QAbstractScrollArea*>(at) != nullptr) {
            return true;
        }
    }
    return false;
}

/// Once all parts have said what room they need.
QStringList lostIn(const QWidget& root)
{
    for (int pass = 0; pass < 3; ++pass) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    }
    return omni::testing::cutTexts(root) + omni::testing::sidewaysTexts(root);
}

QRect placeOf(const QWidget& part)
{
    return {part.mapTo(part.window(), QPoint()), part.size()};
}

} // namespace

class TestDialogsFit : public QObject
{
    Q_OBJECT

private slots:
    void everyDialogIsOnTheScreenWithItsButtons_data()
    {
        QTest::addColumn<int>("dialog");
        QTest::addColumn<QSize>("screen");
        QTest::addColumn<int>("percent");
        for (int i = 0; i < static_cast<int>(dialogs().size()); ++i) {
            const char* name = dialogs()[static_cast<std::size_t>(i)].name;
            QTest::addRow("%s, 1180 x 720", name) << i << QSize(1'180, 720) << 100;
            for (const int percent : {100, 150, 200}) {
                QTest::addRow("%s, 1600 x 1000 at %d %%", name, percent) << i << QSize(1'600, 1'000) << percent;
            }
        }
    }

    void everyDialogIsOnTheScreenWithItsButtons()
    {
        QFETCH(int, dialog);
        QFETCH(QSize, screen);
        QFETCH(int, percent);
        const Dialog& of = dialogs()[static_cast<std::size_t>(dialog)];
        Bench bench(percent);
        const QRect room(QPoint(0, 0), screen);
        const std::unique_ptr<QDialog> shown(of.make(bench));
        shown->setAttribute(Qt::WA_DeleteOnClose, false);
        auto* bounds = shown->findChild<DialogBounds*>();
        QVERIFY(bounds != nullptr);
        bounds->setRoom(room);

        if (auto* review = qobject_cast<review::ReviewDialog*>(shown.get())) {
            review->review(bench.proposal);
        } else {
            shown->open();
        }
        QCoreApplication::processEvents();

        QVERIFY2(room.contains(shown->geometry()), qPrintable(QDebug::toString(shown->geometry())));
        QVERIFY(bounds->room().contains(shown->geometry()));
        for (const QString& name : of.buttons) {
            const auto all = shown->findChildren<QAbstractButton*>();
            const auto found = std::find_if(all.begin(), all.end(), [&](const QAbstractButton* button) {
                return button->accessibleName() == name && !scrolls(button);
            });
            QVERIFY2(found != all.end(), qPrintable(name));
            QVERIFY2((*found)->isVisible(), qPrintable(name));
            QVERIFY2(shown->rect().contains(placeOf(**found)), qPrintable(name + QDebug::toString(placeOf(**found))));
            QVERIFY2((*found)->width() >= (*found)->minimumSizeHint().width(), qPrintable(name));
        }
        for (const QAbstractButton* button : shown->findChildren<QAbstractButton*>()) {
            if (button->isVisible() && !scrolls(button)) {
                QVERIFY2(shown->rect().contains(placeOf(*button)), qPrintable(button->text()));
            }
        }
        shown->close();
    }

    // Up to 200 % nothing is lost: no word is cut, no figure elided, and nobody scrolls sideways for one.
    void noWordIsLostAtAnyScale_data()
    {
        QTest::addColumn<int>("dialog");
        QTest::addColumn<QSize>("screen");
        QTest::addColumn<int>("percent");
        QTest::addColumn<QString>("language");
        for (int i = 0; i < static_cast<int>(dialogs().size()); ++i) {
            for (const QSize screen : {QSize(1'180, 720), QSize(1'600, 1'000)}) {
                for (const int percent : {100, 150, 200}) {
                    for (const char* language : {"en", "de"}) {
                        QTest::addRow("%s, %d x %d at %d %%, %s", dialogs()[static_cast<std::size_t>(i)].name,
                                      screen.width(), screen.height(), percent, language)
                            << i << screen << percent << QString::fromLatin1(language);
                    }
                }
            }
        }
    }

    void noWordIsLostAtAnyScale()
    {
        QFETCH(int, dialog);
        QFETCH(QSize, screen);
        QFETCH(int, percent);
        QFETCH(QString, language);
        Language words;
        words.apply(language);
        Bench bench(percent);
        bench.formats.locale = words.localeFor({});
        bench.window.resize(screen);
        const std::unique_ptr<QDialog> shown(dialogs()[static_cast<std::size_t>(dialog)].make(bench));
        shown->setAttribute(Qt::WA_DeleteOnClose, false);
        shown->findChild<DialogBounds*>()->setRoom({QPoint(0, 0), screen});

        auto* review = qobject_cast<review::ReviewDialog*>(shown.get());
        review != nullptr ? review->review(bench.proposal) : shown->open();
        QStringList lost = lostIn(*shown);
        if (review != nullptr) {
            review->amend(bench.proposal); // other words on its buttons
            lost += lostIn(*shown);
        }

        if (!lost.isEmpty() && qEnvironmentVariableIsSet("OMNI_PICTURES")) {
            shown->grab().save(
                QStringLiteral("%1/%2.png")
                    .arg(qEnvironmentVariable("OMNI_PICTURES"), QString::fromLatin1(QTest::currentDataTag())));
        }
        shown->close();
        words.apply(QStringLiteral("en"));
        QVERIFY2(lost.isEmpty(), qPrintable(lost.join(QLatin1Char('\n'))));
    }

    // Below the width that three columns need they stand one below the other, and the keys go the same way.
    void theReviewStacksItsColumnsWhereThereIsNoRoomBeside()
    {
        for (const auto& [percent, isStacked] : {std::pair(100, false), std::pair(200, true)}) {
            Bench bench(percent);
            review::ReviewDialog shown(bench.link, bench.theme, bench.formats, &bench.window);
            shown.findChild<DialogBounds*>()->setRoom({0, 0, 1'180, 720});
            shown.review(bench.proposal);
            QCoreApplication::processEvents();

            const auto placeIn = [&](auto* part) { return QPoint(part->mapTo(&shown, QPoint())); };
            const QPoint order = placeIn(shown.findChild<review::OrderColumn*>());
            const QPoint why = placeIn(shown.findChild<review::WhyColumn*>());
            const QPoint effect = placeIn(shown.findChild<review::EffectColumn*>());
            QCOMPARE(order.x() == why.x() && why.x() == effect.x(), isStacked);
            QCOMPARE(order.y() < why.y() && why.y() < effect.y(), isStacked);
            auto* scroll = qobject_cast<QScrollArea*>(shown.focusWidget());
            QVERIFY(scroll != nullptr && scroll->isVisible()); // the evidence has the keyboard, either way
            QVERIFY(scroll->height() * 3 >= shown.height()); // and a third of the window at the least
            shown.close();
        }
    }

    void standsInTheMiddleOfItsWindow()
    {
        Bench bench(100);
        bench.window.setGeometry(200, 150, 1'180, 720);
        KillConfirm ask(bench.link, bench.theme, bench.formats, risk::Scope{}, &bench.window);
        ask.setAttribute(Qt::WA_DeleteOnClose, false);
        ask.findChild<DialogBounds*>()->setRoom({0, 0, 1'600, 1'000});

        ask.open();

        const QPoint away = ask.geometry().center() - bench.window.geometry().center();
        QVERIFY2(std::abs(away.x()) <= 1 && std::abs(away.y()) <= 1, qPrintable(QDebug::toString(away)));
    }

    void staysOnTheScreenThoughItsWindowDoesNot()
    {
        const QRect room(0, 0, 1'600, 1'000);

        QCOMPARE(boundedOver({400, 200}, {1'500, 900, 1'180, 720}, room), QRect(1'200, 800, 400, 200));
        QCOMPARE(boundedOver({400, 200}, {-900, -500, 800, 400}, room), QRect(0, 0, 400, 200));
        QCOMPARE(boundedOver({4'000, 2'000}, {0, 0, 800, 400}, room), room);
    }

    void anotherScaleKeepsItOnTheScreen()
    {
        Bench bench(100);
        review::ReviewDialog shown(bench.link, bench.theme, bench.formats, &bench.window);
        const QRect room(0, 0, 1'600, 1'000);
        shown.findChild<DialogBounds*>()->setRoom(room);
        shown.review(bench.proposal);

        bench.theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 200);
        QCoreApplication::processEvents();

        QVERIFY2(room.contains(shown.geometry()), qPrintable(QDebug::toString(shown.geometry())));
        QVERIFY(shown.geometry().width() > 1'400); // it took the room that there is
        shown.close();
    }

    void theWindowBehindTheReviewIsDimmed()
    {
        Bench bench(100);
        review::ReviewDialog shown(bench.link, bench.theme, bench.formats, &bench.window);
        const auto dims = [&] {
            const auto parts = bench.window.findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
            return std::any_of(parts.begin(), parts.end(), [&](const QWidget* part) {
                return !part->isWindow() && part->geometry() == bench.window.rect();
            });
        };

        shown.review(bench.proposal);
        QVERIFY(dims());
        shown.close();
        QVERIFY(!dims());
    }
};

QTEST_MAIN(TestDialogsFit)
#include "tst_dialogs_fit.moc"
