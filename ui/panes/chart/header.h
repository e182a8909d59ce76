// The row above a chart: link dot, instrument, its state, intervals, menus.
//
// A view only: it says what was chosen and shows what it is told. Where it is narrow, intervals become a menu. UI
// thread.

#pragma once

#include "core/base/time.h"
#include "ui/bridge/link_groups.h"
#include "ui/charts/bar_painter.h"
#include "ui/charts/indicator_line.h"
#include "ui/style/theme.h"

#include <QString>
#include <QWidget>

#include <vector>

class QActionGroup;
class QButtonGroup;
class QLabel;
class QMenu;
class QToolButton;

namespace omni::ui {

class MenuButton;

class ChartHeader : public QWidget
{
    Q_OBJECT

public:
    ChartHeader(Theme& theme, QWidget* parent);

    /// `symbol` is elided in the middle; both may come from outside and are shown as plain text.
    void setInstrument(const QString& symbol, const QString& venue);
    void setTrading(const QString& words, Token token, bool isHalted);
    void setGroup(LinkGroup group);
    void setInterval(Duration interval);
    void setIndicators(const std::vector<IndicatorSpec>& specs);
    void setLook(ChartStyle style, bool isLog, bool hasVolume);
    [[nodiscard]] QString symbolText() const;
    [[nodiscard]] QString tradingText() const;
    [[nodiscard]] QMenu* indicatorMenu() const noexcept
    {
        return m_indicatorMenu;
    }
    void openIndicators();
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void intervalChosen(omni::Duration interval);
    void indicatorToggled(const omni::ui::IndicatorSpec& spec, bool isOn);
    void otherPeriodWanted();
    void styleChosen(omni::ui::ChartStyle style);
    void logToggled(bool isLog);
    void volumeToggled(bool hasVolume);
    void tableToggled();
    void groupChosen(omni::ui::LinkGroup group);
    void searchWanted();

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void buildIntervals();
    void buildMenus();
    QAction* addIndicator(const IndicatorSpec& spec);
    void fitWidth();
    void retranslate();
    void dressName();
    template<class Button> [[nodiscard]] Button* compact(const QString& text);

    Theme& m_theme;
    QString m_symbol;
    LinkGroup m_group = LinkGroup::A;
    MenuButton* m_dot;
    QToolButton* m_name;
    QLabel* m_venue;
    QLabel* m_trading;
    QWidget* m_intervals;
    QButtonGroup* m_intervalButtons;
    MenuButton* m_intervalMenu;
    MenuButton* m_indicators;
    MenuButton* m_style;
    QToolButton* m_log;
    QMenu* m_indicatorMenu;
    QMenu* m_styleMenu;
    std::vector<QAction*> m_indicatorActions, m_styleActions, m_groupActions, m_intervalActions;
    QAction* m_indicatorSeparator = nullptr; ///< Indicators stand before it.
    QAction* m_otherPeriod = nullptr;
    QAction* m_volume = nullptr;
    QAction* m_table = nullptr;
    QAction* m_logAction = nullptr;
};

} // namespace omni::ui
