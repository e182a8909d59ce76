#include "ui/dialogs/settings/pages.h"

#include "ui/bridge/engine_link.h"
#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"
#include "ui/widgets/told_words.h"
#include "ui/widgets/tone_player.h"

#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSystemTrayIcon>
#include <QTimeZone>

namespace omni::ui::settings {

namespace {

QString sizeText(const QLocale& locale, std::uint64_t bytes)
{
    return locale.formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeTraditionalFormat);
}

QString stateText(views::PartState state)
{
    switch (state) {
    case views::PartState::Starting:
        return StoragePage::tr("starting");
    case views::PartState::Ok:
        return StoragePage::tr("works");
    case views::PartState::Degraded:
        return StoragePage::tr("works in part");
    case views::PartState::Down:
        return StoragePage::tr("does not work");
    case views::PartState::Off:
        return StoragePage::tr("off");
    }
    return {};
}

} // namespace

Choices GeneralPage::languages()
{
    return {{{}, tr("As the system")},
            {QStringLiteral("en"), QStringLiteral("English")},
            {QStringLiteral("de"), QStringLiteral("Deutsch")}};
}

Choices GeneralPage::formats()
{
    return {{{}, tr("As the language")},
            {QStringLiteral("en_US"), QStringLiteral("1,234.56 · 10/14/2025")},
            {QStringLiteral("en_GB"), QStringLiteral("1,234.56 · 14/10/2025")},
            {QStringLiteral("de_DE"), QStringLiteral("1.234,56 · 14.10.2025")},
            {QStringLiteral("fr_FR"), QStringLiteral("1 234,56 · 14/10/2025")},
            {QStringLiteral("de_CH"), QStringLiteral("1’234.56 · 14.10.2025")}};
}

GeneralPage::GeneralPage(const PageContext& context)
    : Page(QStringLiteral("general"), tr("General"),
           tr("Language and formats change at once; nothing needs a restart."), context)
{
    auto* form = addForm();
    // Languages name themselves.
    addChoice(form, tr("Language"), languages(), &UserChoices::language);
    addChoice(form, tr("Numbers and dates"), formats(), &UserChoices::formats);
    auto* zone = new QComboBox;
    zone->setAccessibleName(tr("Time zone"));
    zone->setEditable(true);
    zone->setInsertPolicy(QComboBox::NoInsert);
    zone->addItem(QStringLiteral("UTC"));
    for (const QByteArray& id : QTimeZone::availableTimeZoneIds()) {
        if (id.contains('/')) {
            zone->addItem(QString::fromLatin1(id));
        }
    }
    zone->completer()->setFilterMode(Qt::MatchContains);
    const QString now = context.staged.choices().zone;
    zone->setCurrentIndex(std::max(0, zone->findText(now)));
    connect(zone, &QComboBox::currentIndexChanged, this, [this, zone](int index) {
        change([&](UserChoices& choices) { choices.zone = index <= 0 ? QString() : zone->itemText(index); });
    });
    connect(&context.staged, &Staged::changed, zone, [this, zone] {
        const QSignalBlocker quiet(zone);
        zone->setCurrentIndex(std::max(0, zone->findText(m_context.staged.choices().zone)));
    });
    leaveUndoToWindow(zone->lineEdit());
    addField(form, tr("Time zone"), zone);

    auto* again = addForm(tr("First steps"));
    for (const auto& [text, what] :
         {std::pair{tr("Show the set-up again…"), "first_run"}, std::pair{tr("Show the tour again"), "tour"}}) {
        auto* button = new QPushButton(text);
        button->setAccessibleName(text);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, wish = QString::fromLatin1(what)] { emit wanted(wish); });
        addButton(again, button);
    }
    if (!QSystemTrayIcon::isSystemTrayAvailable()) {
        auto* outside = addForm(tr("Outside the window"));
        auto* none = new QLabel(tr("This desktop has no notification area. Alerts are shown in the window alone, and "
                                   "its button in the task bar asks for attention."));
        none->setObjectName(QStringLiteral("noTray"));
        none->setWordWrap(true);
        setTextRole(*none, TextRole::Label);
        outside->addRow(none);
    }
    column()->addStretch();
}

Choices AppearancePage::themes()
{
    return {{QStringLiteral("dark"), tr("Dark")},
            {QStringLiteral("light"), tr("Light")},
            {QStringLiteral("contrast"), tr("High contrast")}};
}

Choices AppearancePage::upDownSets()
{
    return {{QStringLiteral("teal_orange"), tr("Teal and orange, for every kind of colour vision")},
            {QStringLiteral("blue_orange"), tr("Blue and orange")},
            {QStringLiteral("green_red"), tr("Green and red, weak for red-green deficiency")},
            {QStringLiteral("red_green"), tr("Red up, green down, as in East Asia")},
            {QStringLiteral("grey"), tr("Grey, shapes only")}};
}

AppearancePage::AppearancePage(const PageContext& context)
    : Page(QStringLiteral("appearance"), tr("Appearance"),
           tr("Rising and falling never differ by colour alone: signs, arrows and hollow candles say it, too."),
           context)
{
    auto* form = addForm();
    addChoice(form, tr("Theme"), themes(), &UserChoices::theme);
    addChoice(form, tr("Up and down"), upDownSets(), &UserChoices::upDown);
    QList<QPair<int, QString>> scales;
    for (int percent = 80; percent <= 200; percent += 10) {
        scales.push_back({percent, tr("%1%").arg(percent)});
    }
    addNumber(form, tr("Size of text and controls"), scales, &UserChoices::scalePercent);
    addSwitch(form, tr("Comfortable rows"), &UserChoices::comfortableRows);
    addSwitch(form, tr("Reduced motion: no mark on values that change"), &UserChoices::reducedMotion);
    addSwitch(form, tr("Streamer mode: hide amounts, sizes and names"), &UserChoices::hidesAmounts);
    column()->addStretch();
}

OrdersPage::OrdersPage(const PageContext& context)
    : Page(QStringLiteral("orders"), tr("Orders and confirmations"),
           tr("What always asks cannot be turned off: approving, closing positions, loosening a stop, resetting a "
              "switch."),
           context)
{
    m_player = new TonePlayer(this);
    auto* form = addForm();
    addSwitch(form, tr("Ask before tightening a dragged stop"), &UserChoices::asksBeforeTightening);
    addSwitch(form, tr("Ask before cancelling an entry order"), &UserChoices::asksBeforeCancel);
    auto* tones = addForm(tr("Tones"));
    addTone(tones, tr("Tone of a new proposal"), Chime::Proposal, &UserChoices::queueSound);
    addTone(tones, tr("Tone of a fill"), Chime::Fill, &UserChoices::fillSound);
    addTone(tones, tr("Tone of a warning"), Chime::Warning, &UserChoices::warningSound);
    addTone(tones, tr("Tone of a stop"), Chime::Stop, &UserChoices::stopSound);
    auto* needs = new QLabel(tr("Tones need one of the programs pacat and aplay. Without them all is silent."));
    needs->setWordWrap(true);
    setTextRole(*needs, TextRole::Label);
    tones->addRow(needs);
    column()->addStretch();
}

/// The volume, and a button to hear it as it is chosen.
void OrdersPage::addTone(QFormLayout* form, const QString& label, Chime chime, int UserChoices::*volume)
{
    auto* listen = new QPushButton(tr("Listen"));
    listen->setAccessibleName(tr("Listen: %1", "a tone").arg(label));
    listen->setAccessibleDescription(tr("Plays it at the volume chosen; a silent one at the normal volume."));
    listen->setAutoDefault(false);
    setButtonKind(*listen, ButtonKind::Link);
    connect(listen, &QPushButton::clicked, this, [this, chime, volume] {
        const int chosen = m_context.staged.choices().*volume;
        m_player->play(chime, chosen > 0 ? chosen : 60);
    });
    addNumber(form, label, {{0, tr("silent")}, {25, tr("soft")}, {60, tr("normal")}, {100, tr("loud")}}, volume,
              listen);
}

StoragePage::StoragePage(const PageContext& context)
    : Page(QStringLiteral("storage"), tr("Storage"),
           tr("The journal is the truth: everything that happened, in order, each record sealed to the one before. The "
              "history is a database made from it and can be made anew at any time."),
           context)
{
    auto* form = addForm();
    const views::Health& health = context.engine.health();
    const auto row = [form](const QString& name, const QString& value) {
        auto* label = new QLabel(value);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        form->addRow(name, label);
    };
    const auto partRow = [&](const char* part, const QString& name) {
        for (const views::PartHealth& known : health.parts) {
            if (known.name == part) {
                row(name,
                    known.detail.empty()
                        ? stateText(known.state)
                        : tr("%1: %2").arg(stateText(known.state), context.formats.told(toldWords(known.detail))));
                return;
            }
        }
        row(name, missing());
    };
    partRow("journal", tr("Journal"));
    partRow("history", tr("History (SQLite)"));
    partRow("files", tr("Layouts and settings"));
    row(tr("Room on the disk"),
        health.freeDiskBytes > 0 ? sizeText(context.formats.locale, health.freeDiskBytes) : missing());
    column()->addStretch();
}

AdvancedPage::AdvancedPage(const PageContext& context)
    : Page(QStringLiteral("advanced"), tr("Advanced"), tr("For slow machines and for measuring."), context)
{
    auto* form = addForm();
    addNumber(form, tr("Pictures a second"),
              {{10, QStringLiteral("10")},
               {20, QStringLiteral("20")},
               {30, QStringLiteral("30")},
               {60, QStringLiteral("60")}},
              &UserChoices::frameRate);
    auto* reset = new QPushButton(tr("Set everything on these pages to its default"));
    reset->setAccessibleName(reset->text());
    reset->setAccessibleDescription(tr("Limits and layouts stay. Nothing happens before you save."));
    reset->setAutoDefault(false);
    connect(reset, &QPushButton::clicked, this, [this] {
        change([](UserChoices& choices) {
            UserChoices fresh;
            fresh.firstRunDone = choices.firstRunDone;
            fresh.firstRunStep = choices.firstRunStep;
            fresh.tourDone = choices.tourDone;
            choices = fresh;
        });
        emit wanted(QStringLiteral("reload"));
    });
    addButton(form, reset);
    column()->addStretch();
}

} // namespace omni::ui::settings
