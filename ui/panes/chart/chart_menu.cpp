// The menu of the chart, at the pointer or by the menu key: what can be done with the instrument, then how it is shown.

#include "ui/charts/chart_view.h"
#include "ui/panes/chart/header.h"
#include "ui/panes/chart/view.h"
#include "ui/widgets/outside_text.h"

#include <QMenu>

namespace omni::ui {

namespace {

constexpr int longestInMenu = 24;

void add(QMenu& menu, QObject* owner, const QString& text, std::function<void()> run)
{
    QObject::connect(menu.addAction(QString(text).replace(QLatin1Char('&'), QLatin1String("&&"))), &QAction::triggered,
                     owner, std::move(run));
}

void addSwitch(QMenu& menu, QObject* owner, const QString& text, bool isOn, std::function<void()> run)
{
    QAction* action = menu.addAction(text);
    action->setCheckable(true);
    action->setChecked(isOn);
    QObject::connect(action, &QAction::triggered, owner, std::move(run));
}

} // namespace

QMenu* ChartPane::makeMenu(QPoint at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const InstrumentId id = instrument();
    if (const views::InstrumentView* view = m_context.engine.instrument(id)) {
        const QString symbol = outsideText(QString::fromStdString(view->instrument.symbol), longestInMenu);
        add(*menu, this, tr("Order ticket for %1").arg(symbol), [this, id] { emit m_context.requests.ticket(id); });
        if (const auto& proposal = m_chart->scene().proposal) {
            add(*menu, this, tr("Review the proposal"),
                [this, of = proposal->id] { emit m_context.requests.review(of); });
        }
        if (const auto line = m_chart->live().lineAt(at); line && m_chart->scene().lines[*line].canDrag) {
            add(*menu, this, tr("Move this line by keys"), [this, line] { m_chart->pickLine(*line); });
        }
        add(*menu, this, tr("Stop trading %1…").arg(symbol), [this, id] {
            emit m_context.requests.stopDialog({risk::ScopeKind::Symbol, id.value});
        });
        menu->addSeparator();
    }
    const ChartLook look = m_chart->picture().look();
    const auto set = [this](auto change) {
        return [this, change] {
            ChartLook next = m_chart->picture().look();
            change(next);
            setLook(next);
        };
    };
    add(*menu, this, tr("Go to the last bar"), [this] { m_chart->showLast(); });
    add(*menu, this, tr("Fit the price axis to the bars"), [this] { m_chart->fitPrices(); });
    addSwitch(*menu, this, tr("Logarithmic price axis"), look.isLog,
              set([](ChartLook& one) { one.isLog = !one.isLog; }));
    addSwitch(*menu, this, tr("Volume"), look.hasVolume, set([](ChartLook& one) { one.hasVolume = !one.hasVolume; }));
    add(*menu, this, tr("Indicators…"), [this] { m_header->openIndicators(); });
    add(*menu, this, tr("Bars as a table"), [this] { toggleTable(); });
    add(*menu, this, tr("Search a symbol in the chart"), [this] { openSearch({}); });
    return menu;
}

} // namespace omni::ui
