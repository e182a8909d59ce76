// The trade journal: closed trades, and what their owner thinks of them. Notes and tags go into the record.

#pragma once

#include "ui/bridge/paged_history.h"
#include "ui/panes/journal/model.h"
#include "ui/panes/table_pane.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace omni::ui {
class HistoryFoot;
}

namespace omni::ui::journal {

class View final : public TablePane<Model>
{
    Q_OBJECT

public:
    View(const PaneContext& context, QWidget* parent);

    [[nodiscard]] int badge() const override;
    [[nodiscard]] Slows slows() const noexcept override
    {
        return Slows::Next;
    }

protected:
    void onFrame() override;
    void onRestart() override;
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeNotes();
    void retell();
    void note(const events::Event& event, Sequence seq);
    void showRows();
    void showHistory();
    void choose(int row);
    void findOrder(const Row& row);
    void showNotes();
    void add();
    void checkNote();
    [[nodiscard]] bool belongs(const views::NoteRow& note) const;

    QLabel* m_head;
    QListWidget* m_list;
    QLineEdit* m_tag;
    QPlainTextEdit* m_text;
    QPushButton* m_add;
    QLabel* m_room;
    HistoryFoot* m_foot;
    PagedHistory<views::RoundTripRow> m_trips;
    PagedHistory<views::NoteRow> m_notes;
    Sequence m_newestFill, m_newestNote; ///< That were told.
    std::uint64_t m_chosen = 0; ///< Key of the trade; 0: none.
    ProposalId m_proposal; ///< Of the chosen trade, or
    OrderId m_order; ///< its first order, where no proposal led to it. Both none: not known yet.
};

} // namespace omni::ui::journal
