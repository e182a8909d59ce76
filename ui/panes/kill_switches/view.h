// The pane Kill switches: every scope with its state, why, and the button that trips or resets it.

#pragma once

#include "ui/bridge/paged_history.h"
#include "ui/panes/kill_switches/model.h"
#include "ui/panes/pane.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace omni::ui::kill_switches {

class SwitchLine;

class View final : public Pane
{
    Q_OBJECT

public:
    View(const PaneContext& context, QWidget* parent);

    [[nodiscard]] int badge() const override;

protected:
    void onFrame() override;
    void onRestart() override;
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    [[nodiscard]] bool isAwaitingDesk() const;
    void takeRecord();
    void addHead(const QString& title);
    void addCaption(const QString& text);
    void addSwitch(const SwitchRow& row);
    void addBlocker();
    void addPast(const PastRow& row);
    QWidget* makeLegend();
    void fillSymbols();
    void act(const SwitchRow& row);
    [[nodiscard]] bool sameScopes(const std::vector<SwitchRow>& rows) const;

    StopProgress& m_progress;
    std::vector<SwitchRow> m_rows;
    std::vector<PastRow> m_past;
    std::vector<StopEvent> m_recorded; ///< By the history, any order.
    std::vector<SwitchLine*> m_lines;
    QWidget* m_list;
    QVBoxLayout* m_column;
    QComboBox* m_symbols = nullptr;
    QPushButton* m_block = nullptr;
    QWidget* m_legend = nullptr;
    bool m_isBuilt = false;
    bool m_isAwaiting = false; ///< Built while no desk had come.
    bool m_hasRecord = false; ///< Built when the history had answered.
    PagedHistory<views::NoteRow> m_record;
};

} // namespace omni::ui::kill_switches
