#include "ui/dialogs/settings/brokers_page.h"

#include "ui/bridge/engine_link.h"
#include "ui/dialogs/settings/ability_table.h"
#include "ui/dialogs/settings/going_live.h"
#include "ui/dialogs/settings/key_box.h"
#include "ui/dialogs/settings/vault_box.h"
#include "ui/dialogs/settings/vault_words.h"
#include "ui/style/icons.h"
#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/outside_text.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTreeWidget>

#include <algorithm>

namespace omni::ui::settings {

namespace {

enum ColumnIndex { Broker, Mode, KeyMay, Key, KeyAge, Orders, State, ColumnCount };

constexpr int refreshMs = 500;
constexpr int rowHeight = 32;
constexpr std::array<int, ColumnCount> widths{170, 80, 180, 140, 70, 110, 150};

} // namespace

BrokersPage::BrokersPage(const PageContext& context)
    : Page(QStringLiteral("brokers"), tr("Brokers and keys"),
           tr("Keys are kept in the vault. Nothing here is written to the settings file."), context)
    , m_offers(context.engine.terminal().brokers())
{
    if (m_offers == nullptr) {
        m_offers = std::make_shared<const views::BrokerOffers>();
    }
    addConnections();
    addDetails();
    addGoingLive();
    addAbilities();
    column()->addStretch();
    m_timer.setInterval(refreshMs);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (isVisible()) {
            refresh();
        }
    });
    m_timer.start();
    refresh();
    m_table->setCurrentItem(m_table->topLevelItem(0));
    showChosen();
}

void BrokersPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    refresh();
}

void BrokersPage::addConnections()
{
    const Theme& theme = m_context.theme;
    column()->addWidget(plainLabel(tr("Connections"), TextRole::Section));
    m_table = new QTreeWidget;
    m_table->setObjectName(QStringLiteral("brokers"));
    m_table->setAccessibleName(tr("Connections"));
    m_table->setColumnCount(ColumnCount);
    m_table->setHeaderLabels({tr("Broker"), tr("Mode"), tr("Key may"), tr("Key in vault"), tr("Key age"),
                              tr("Orders, median"), tr("State")});
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->header()->setStretchLastSection(true);
    m_table->header()->setSectionsMovable(false);
    for (int i = 0; i < ColumnCount; ++i) {
        m_table->header()->resizeSection(i, theme.px(widths.at(static_cast<std::size_t>(i))));
    }
    for (const int number : {KeyAge, Orders}) {
        m_table->headerItem()->setTextAlignment(number, Qt::AlignRight | Qt::AlignVCenter);
    }
    connect(m_table, &QTreeWidget::currentItemChanged, this, &BrokersPage::showChosen);
    column()->addWidget(m_table);
}

/// The chosen broker at the left, the vault at the right.
void BrokersPage::addDetails()
{
    const Theme& theme = m_context.theme;
    column()->addSpacing(theme.px(8));
    auto* halves = new QHBoxLayout;
    halves->setSpacing(theme.px(32));
    halves->addWidget(makeDetails(), 1);
    m_vault = new VaultBox(m_context.engine, theme);
    halves->addWidget(m_vault, 1, Qt::AlignTop);
    column()->addLayout(halves);
}

QWidget* BrokersPage::makeDetails()
{
    const Theme& theme = m_context.theme;
    auto* half = new QWidget;
    auto* lines = new QVBoxLayout(half);
    lines->setContentsMargins({});
    lines->setSpacing(theme.px(8));
    m_title = plainLabel({}, TextRole::Section);
    lines->addWidget(m_title);
    auto* form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setHorizontalSpacing(theme.px(16));
    form->setVerticalSpacing(theme.px(6));
    form->setRowWrapPolicy(QFormLayout::DontWrapRows);
    lines->addLayout(form);
    const auto addRow = [form](const QString& name) {
        auto* value = plainLabel({}, TextRole::Value);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::NoTextInteraction);
        form->addRow(plainLabel(name, TextRole::Label), value);
        return value;
    };
    m_account = addRow(tr("Account"));
    m_host = addRow(tr("Host"));
    for (std::size_t i = 0; i < views::lineCount; ++i) {
        m_lines.at(i) = addRow(lineName(static_cast<views::LineKind>(i)));
    }
    m_variables = addRow(tr("Key from"));
    m_symbols = addRow(tr("Symbols"));
    auto* rate = new QHBoxLayout;
    m_rate = new QProgressBar;
    m_rate->setTextVisible(false);
    m_rate->setAccessibleName(tr("Rate limit used"));
    m_rateText = plainLabel({}, TextRole::Value);
    rate->addWidget(m_rate, 1);
    rate->addWidget(m_rateText);
    form->addRow(plainLabel(tr("Rate limit used"), TextRole::Label), rate);
    m_clock = addRow(tr("Its clock"));
    m_counts = addRow(tr("Since the start"));
    m_keyBox = new KeyBox(m_context.engine, theme, m_context.formats);
    lines->addWidget(m_keyBox);
    addStart(*lines);
    lines->addStretch();
    return half;
}

void BrokersPage::addStart(QBoxLayout& column)
{
    auto* line = new QHBoxLayout;
    m_start = new QPushButton(tr("Start a PAPER session…"));
    m_start->setObjectName(QStringLiteral("startBroker"));
    m_start->setAccessibleName(m_start->text());
    m_start->setAutoDefault(false);
    connect(m_start, &QPushButton::clicked, this, [this] {
        if (const views::BrokerOffer* offer = chosen()) {
            emit wanted(QStringLiteral("broker:") + QString::fromStdString(offer->key));
        }
    });
    m_whyNot = plainLabel({}, TextRole::Label);
    m_whyNot->setObjectName(QStringLiteral("whyNotStarted"));
    m_whyNot->setWordWrap(true);
    line->addWidget(m_start);
    line->addWidget(m_whyNot, 1);
    column.addLayout(line);
}

void BrokersPage::addGoingLive()
{
    column()->addSpacing(m_context.theme.px(8));
    m_live = new GoingLive(tr("Going live with a broker"), m_context.engine, m_context.theme, m_context.formats);
    column()->addWidget(m_live);
}

void BrokersPage::addAbilities()
{
    column()->addSpacing(m_context.theme.px(8));
    column()->addWidget(plainLabel(tr("Who holds what"), TextRole::Section));
    auto* meaning = plainLabel(tr("What stands at the venue works while this program is down. What is held here works "
                                  "only while it runs and is connected. What is not offered is refused before it is "
                                  "sent."),
                               TextRole::Label);
    meaning->setWordWrap(true);
    column()->addWidget(meaning);
    m_abilities = makeAbilityTable(m_context.theme, *m_offers);
    column()->addWidget(m_abilities);
}

void BrokersPage::refresh()
{
    if (auto offers = m_context.engine.terminal().brokers()) {
        m_offers = std::move(offers); // others when the vault has opened or locked
    }
    auto* const link = m_context.engine.terminal().vault();
    const auto vault = link == nullptr ? nullptr : link->view();
    const auto connection = m_context.engine.terminal().connection();
    auto rows = rowsOf(*m_offers, connection.get(), vault.get(), m_context.engine.desk(), m_context.engine.health(),
                       m_context.formats);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i >= m_rows.size() || rows[i] != m_rows[i]) {
            showRow(static_cast<int>(i), rows[i]);
        }
    }
    m_rows = std::move(rows);
    const int head = m_table->header()->sizeHint().height();
    m_table->setFixedHeight(head + static_cast<int>(m_rows.size()) * m_context.theme.px(rowHeight)
                            + m_context.theme.px(4));
    m_vault->refresh();
    showChosen();
}

void BrokersPage::showRow(int at, const BrokerRow& row)
{
    const Theme& theme = m_context.theme;
    auto* item = m_table->topLevelItem(at);
    if (item == nullptr) {
        item = new QTreeWidgetItem(m_table);
        item->setSizeHint(0, {0, theme.px(rowHeight)});
    }
    item->setText(Broker, tr("%1 %2", "broker, account").arg(row.broker, row.account));
    item->setText(Mode, row.mode);
    item->setForeground(Mode, theme.color(row.modeToken));
    item->setFont(Mode, theme.font(TextSize::Caption, QFont::Medium));
    item->setText(KeyMay, row.keyMay);
    item->setForeground(KeyMay, theme.color(row.isRisky ? Token::Danger : Token::Text));
    item->setText(Key, row.key);
    item->setText(KeyAge, row.keyAge);
    item->setForeground(KeyAge, theme.color(row.isKeyOld ? Token::Warn : Token::Text));
    item->setText(Orders, row.orders);
    item->setTextAlignment(KeyAge, Qt::AlignRight | Qt::AlignVCenter);
    item->setTextAlignment(Orders, Qt::AlignRight | Qt::AlignVCenter);
    item->setText(State, row.state.word);
    item->setIcon(State, Icons::icon(theme, row.state.icon, row.state.token));
    item->setForeground(State, theme.color(row.state.token));
}

const views::BrokerOffer* BrokersPage::chosen() const
{
    const int at = m_table->indexOfTopLevelItem(m_table->currentItem());
    return at >= 0 && at < static_cast<int>(m_offers->size()) ? &(*m_offers)[static_cast<std::size_t>(at)] : nullptr;
}

void BrokersPage::showKeys(const views::BrokerOffer& offer)
{
    const QString key = outsideText(offer.keyVariable, 80), secret = outsideText(offer.secretVariable, 80),
                  file = outsideText(offer.secretFileVariable, 80);
    const QString variables = tr("%1 and %2, or %3: a file with a private key in PEM").arg(key, secret, file);
    showText(*m_variables,
             offer.isInHouse ? tr("this program: a new one for each session, in memory only")
                 : offer.hasKey && offer.keySource == "vault"
                 ? tr("the vault: %1", "name of a key").arg(outsideText(vaultNameOf(offer), 80))
                 : offer.hasKey ? tr("outside this program: %1. They were taken when it started.").arg(variables)
                                : tr("nowhere yet: the vault, or %1", "variables of the environment").arg(variables));
    QStringList symbols;
    for (const std::string& symbol : offer.symbols) {
        symbols.push_back(outsideText(symbol, 24));
    }
    constexpr qsizetype mostNamed = 12;
    const auto count = static_cast<int>(symbols.size());
    QString named = symbols.mid(0, mostNamed).join(QStringLiteral(", "));
    if (count > mostNamed) {
        named = tr("%1 and %n more", nullptr, count - static_cast<int>(mostNamed)).arg(named);
    }
    showText(*m_symbols, symbols.isEmpty() ? tr("none configured; they are chosen at the start") : named);
}

void BrokersPage::showLines(const views::Connection* connection)
{
    const Formats& formats = m_context.formats;
    const Timestamp now = m_context.engine.health().at;
    for (std::size_t i = 0; i < views::lineCount; ++i) {
        showText(*m_lines.at(i),
                 connection == nullptr ? missing() : lineSentence(connection->lines.at(i), now, formats));
    }
    const bool hasRate = connection != nullptr && connection->used && connection->limit && *connection->limit > 0;
    m_rate->setVisible(hasRate);
    showText(*m_rateText,
             hasRate ? tr("%1 of %2", "a rate limit")
                           .arg(formats.number(static_cast<double>(*connection->used), 0),
                                formats.number(static_cast<double>(*connection->limit), 0))
                     : missing());
    if (hasRate) {
        m_rate->setRange(0, 1'000);
        m_rate->setValue(
            static_cast<int>(std::clamp<std::int64_t>(*connection->used * 1'000 / *connection->limit, 0, 1'000)));
    }
    showText(
        *m_clock,
        connection != nullptr && connection->clockOffset
            ? tr("%1 ms from ours").arg(formats.number(static_cast<double>(connection->clockOffset->ns) / 1e6, 1, true))
            : missing());
    const auto whole = [&](std::uint64_t number) { return formats.number(static_cast<double>(number), 0); };
    showText(*m_counts,
             connection == nullptr ? missing()
                                   : tr("%1 reconnects, %2 messages unknown, %3 not readable")
                                         .arg(whole(connection->reconnects), whole(connection->unknownMessages),
                                              whole(connection->malformedMessages)));
}

void BrokersPage::showChosen()
{
    if (m_keyBox == nullptr || m_live == nullptr || m_abilities == nullptr || m_table->currentItem() == nullptr) {
        return; // not built yet
    }
    const views::BrokerOffer* offer = chosen();
    const auto connection = m_context.engine.terminal().connection();
    const bool isIts = offer != nullptr && connection != nullptr && connection->broker == offer->key;
    showLines(isIts ? connection.get() : nullptr);
    fillAbilityTable(*m_abilities, m_context.theme, *m_offers, connection.get());
    m_start->setVisible(offer != nullptr);
    m_keyBox->showFor(offer, connection.get());
    const bool isTraded = offer != nullptr && !offer->isInHouse; // of what is made up there is no real money
    m_live->showFor(isTraded ? offer->key : std::string(), isTraded ? brokerName(*offer) : QString());
    if (offer == nullptr) {
        showText(*m_title, tr("Simulator"));
        showText(*m_account, tr("play money, kept in the profile"));
        showText(*m_host, tr("in this program"));
        showText(*m_variables, tr("none needed"));
        showText(*m_symbols, tr("those of the built-in market or of the recording"));
        showText(*m_whyNot, tr("Start a DEMO or open a recording from the File menu."));
        return;
    }
    showText(*m_title, brokerName(*offer));
    showText(*m_account, m_context.formats.own(outsideText(isIts ? connection->account : offer->account, 60)));
    showText(*m_host,
             offer->isInHouse          ? tr("in this program")
                 : offer->host.empty() ? missing()
                                       : outsideText(isIts ? connection->host : offer->host, 80));
    showKeys(*offer);
    const bool isLive = offer->environment == orders::Environment::Live;
    m_start->setText(isLive ? tr("Start a LIVE session…") : tr("Start a PAPER session…"));
    m_start->setAccessibleName(m_start->text());
    const QString whyNot = whyNotStarted(*offer, connection.get(), m_live->isGranted());
    m_start->setEnabled(whyNot.isEmpty());
    const QString words = whyNot.isEmpty() && offer->isInHouse ? aboutPaperExchange() : whyNot;
    m_start->setAccessibleDescription(words);
    showText(*m_whyNot, words);
}

} // namespace omni::ui::settings
