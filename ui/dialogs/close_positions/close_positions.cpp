#include "ui/dialogs/close_positions/close_positions.h"

#include "ui/bridge/engine_link.h"
#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"
#include "ui/widgets/dialog_bounds.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/stop_sentences.h"
#include "ui/widgets/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <cstdlib>

namespace omni::ui {

namespace {

constexpr std::size_t mostListed = 12;

} // namespace

std::vector<events::PlaceOrder> closingOrders(const views::DeskSnapshot& desk)
{
    std::vector<events::PlaceOrder> orders;
    for (const views::PositionView& view : desk.positions) {
        const std::int64_t lots = view.position.lots.count;
        if (lots == 0) {
            continue;
        }
        events::PlaceOrder place;
        place.ticket.instrument = view.position.instrument;
        place.ticket.account = desk.session ? desk.session->account : AccountId{};
        place.ticket.environment = desk.environment;
        place.ticket.side = lots > 0 ? Side::Sell : Side::Buy;
        place.ticket.kind = orders::OrderKind::Market;
        place.ticket.timeInForce = orders::TimeInForce::ImmediateOrCancel;
        place.ticket.role = orders::OrderRole::Exit;
        place.ticket.size = {std::abs(lots)};
        place.ticket.reduceOnly = true;
        orders.push_back(place);
    }
    return orders;
}

ClosePositions::ClosePositions(EngineLink& engine, Theme& theme, const Formats& formats, QWidget* parent, Millis now)
    : QDialog(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_formats(formats)
    , m_guard(std::move(now))
{
    setObjectName(u"closePositions"_qs);
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    refresh();
    connect(&engine, &EngineLink::frame, this, &ClosePositions::refresh);
}

QString ClosePositions::sentence()
{
    return tr("close positions");
}

void ClosePositions::build()
{
    setWindowTitle(tr("Close positions"));
    setAccessibleName(windowTitle());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(m_theme.px(16), m_theme.px(14), m_theme.px(16), m_theme.px(14));
    column->setSpacing(m_theme.px(8));
    m_title = new QLabel(this);
    m_title->setTextFormat(Qt::PlainText);
    setTextRole(*m_title, TextRole::Section);
    m_title->setWordWrap(true);
    m_list = new QLabel(this);
    m_list->setTextFormat(Qt::PlainText);
    m_list->setFont(m_theme.numbers(TextSize::Body));
    m_cost = new QLabel(this);
    m_cost->setTextFormat(Qt::PlainText);
    m_cost->setWordWrap(true);
    m_cost->setAccessibleName(tr("Estimated cost"));
    m_cost->setToolTip(costMeaning());
    setTextRole(*m_cost, TextRole::Label);
    auto* promise = new QLabel(tr("Each is sent as an order that can only reduce. Stops stay until the position is "
                                  "gone. The switch stays as it is."),
                               this);
    promise->setWordWrap(true);
    setTextRole(*promise, TextRole::Label);
    auto* ask = new QLabel(tr("Type \"%1\" to confirm.").arg(sentence()), this);
    m_sentence = new QLineEdit(this);
    m_sentence->setAccessibleName(ask->text());
    m_note = new QLabel(this);
    setTextRole(*m_note, TextRole::Danger);
    m_note->setWordWrap(true);
    m_note->hide();
    column->addWidget(m_title);
    column->addWidget(new ScrolledBody(m_list), 1);
    for (QWidget* part : {static_cast<QWidget*>(m_cost), static_cast<QWidget*>(promise), static_cast<QWidget*>(ask),
                          static_cast<QWidget*>(m_sentence), static_cast<QWidget*>(m_note)}) {
        column->addWidget(part);
    }
    auto* buttons = new QHBoxLayout;
    m_keep = new QPushButton(tr("Keep positions"), this);
    m_keep->setAccessibleName(m_keep->text());
    setButtonKind(*m_keep, ButtonKind::Normal, true);
    m_close = new QPushButton(this);
    setButtonKind(*m_close, ButtonKind::DangerFill, true);
    m_keep->setDefault(true);
    m_close->setAutoDefault(false);
    buttons->addWidget(m_keep);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    column->addLayout(buttons);
    new DialogBounds(*this, m_theme, {}, {460, 0});
    connect(m_sentence, &QLineEdit::textChanged, this, &ClosePositions::refresh);
    connect(m_keep, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_close, &QPushButton::clicked, this, [this] {
        if (m_guard.isAwake()) {
            close();
        }
    });
    m_sentence->setFocus();
}

void ClosePositions::refresh()
{
    const views::DeskSnapshot& desk = m_engine.desk();
    const auto orders = closingOrders(desk);
    const int count = static_cast<int>(orders.size());
    const QString environment = Words::of(desk.environment);
    const QString account = Words::account(desk, m_formats);
    m_title->setText(
        count == 0
            ? tr("No positions are open.")
            : tr("Close %n position(s) of account %1 (%2) at market?", nullptr, count).arg(account, environment));
    QStringList lines;
    for (std::size_t i = 0; i < orders.size() && i < mostListed; ++i) {
        const views::InstrumentView* view = m_engine.instrument(orders[i].ticket.instrument);
        lines.append(Words::order(orders[i].ticket, view != nullptr ? &view->instrument : nullptr, m_formats));
    }
    if (orders.size() > mostListed) {
        lines.append(tr("and %n more", nullptr, static_cast<int>(orders.size() - mostListed)));
    }
    m_list->setText(lines.join(u'\n'));
    std::vector<const views::PositionView*> held;
    for (const views::PositionView& position : desk.positions) {
        held.push_back(&position);
    }
    m_cost->setVisible(count > 0);
    m_cost->setText(costSentence(views::closingCost(desk, held), desk, m_formats));
    const bool isTyped = m_sentence->text().simplified().compare(sentence(), Qt::CaseInsensitive) == 0;
    m_close->setText(tr("Close %n position(s)", nullptr, count));
    m_close->setAccessibleName(m_close->text());
    m_close->setEnabled(isTyped && count > 0);
    m_close->setAccessibleDescription(isTyped ? QString() : tr("Waits for the typed sentence."));
}

void ClosePositions::close()
{
    if (m_hasClosed) {
        return;
    }
    m_hasClosed = true;
    int sent = 0;
    const auto orders = closingOrders(m_engine.desk());
    for (const events::PlaceOrder& order : orders) {
        if (!m_engine.send(order, tr("closed by hand"), true)) {
            // What has left is not sent again by a second press: it goes on only where nothing has.
            m_hasClosed = sent > 0;
            m_note->setText(
                sent == 0 ? (m_engine.wasRefusedAtSeat()
                                 ? Words::refusedAtSeat()
                                 : tr("Nothing was sent: no session takes orders. Start one, or close at the broker."))
                          : tr("%1 of %2 were sent, then the session took no more. Look at the positions before "
                               "you close the others.")
                                .arg(sent)
                                .arg(orders.size()));
            m_note->show();
            return;
        }
        ++sent;
    }
    accept();
}

void ClosePositions::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    m_guard.opened();
}

} // namespace omni::ui
