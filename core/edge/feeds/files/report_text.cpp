#include "core/edge/feeds/files/data_report.h"

#include "core/base/json_text.h"

namespace omni::feeds {

namespace {

void writeNote(JsonText& json, std::string_view name, const DataNote& note)
{
    json.key(name).object().member("count", note.count).key("lines").array();
    for (const std::uint64_t line : note.lines) {
        json.integer(line);
    }
    json.end().end();
}

void writeFault(JsonText& json, const DataFault& fault)
{
    json.object().member("code", nameOf(fault.code)).member("message", fault.text()).member("file", fault.file);
    json.key("line");
    if (fault.line > 0) {
        json.integer(fault.line);
    } else {
        json.null();
    }
    json.member("field", fault.field).member("hint", fault.hint).end();
}

void writeInstrument(JsonText& json, const FileReport& file)
{
    if (!file.instrument) {
        json.key("instrument").null();
        return;
    }
    json.member("instrument", file.instrument->name());
    json.member("quote_currency", file.instrument->quoteCurrency);
    json.member("tick", decimalText(file.instrument->tickSize));
    json.member("lot", decimalText(file.instrument->lotSize));
    json.member("inferred", file.inferred);
}

void writeGaps(JsonText& json, const FileReport& file)
{
    json.key("gaps").object().member("count", file.gapCount);
    if (file.hasMoreGaps) {
        json.member("at_least", true);
    }
    json.key("list").array();
    for (const DataGap& gap : file.gaps) {
        json.object().member("line", gap.line).member("from", isoText(gap.from)).member("to", isoText(gap.to));
        json.member("missing", gap.missing);
        if (gap.isCut) {
            json.member("at_least", true);
        }
        json.end();
    }
    json.end().end();
}

void writeFile(JsonText& json, const FileReport& file)
{
    json.object().member("file", file.file);
    json.member("kind", file.kind ? nameOf(*file.kind) : std::string_view("unknown"));
    json.member("archive", file.isArchive);
    if (file.isRecording) {
        json.key("recording").object().member("ends_early", file.endsEarly);
        json.member("holes", file.holes).member("lost", file.lost).end();
    }
    writeInstrument(json, file);
    json.member("rows", file.rows);
    if (file.rows > 0) {
        json.member("first", isoText(file.first)).member("last", isoText(file.last));
    }
    if (file.interval) {
        json.member("interval", durationText(*file.interval));
    }
    writeGaps(json, file);
    writeNote(json, "duplicates", file.duplicates);
    writeNote(json, "crossed", file.crossed);
    writeNote(json, "locked", file.locked);
    writeNote(json, "out_of_order", file.outOfOrder);
    writeNote(json, "zero_size", file.zeroSize);
    writeNote(json, "outliers", file.outliers);
    json.key("left_out").object().member("count", file.leftOutCount).key("list").array();
    for (const DataFault& row : file.leftOut) {
        writeFault(json, row);
    }
    json.end().end();
    json.key("faults").object().member("count", file.faultCount).key("list").array();
    for (const DataFault& fault : file.faults) {
        writeFault(json, fault);
    }
    json.end().end().end();
}

std::string recordingLines(const FileReport& file)
{
    std::string text;
    if (file.endsEarly) {
        text += "  ends early, with its last whole block: whoever wrote it was stopped, or still writes\n";
    }
    if (file.holes > 0) {
        text += "  holes: " + std::to_string(file.holes)
            + (file.lost > 0
                   ? ", at least " + std::to_string(file.lost) + " ticks of all that were recorded are missing\n"
                   : ", how many ticks of all that were recorded are missing nobody knows\n");
    }
    return text;
}

/// "  crossed quotes    2  in lines 5, 9"
std::string noteLine(std::string_view name, const DataNote& note)
{
    if (note.count == 0) {
        return {};
    }
    constexpr std::size_t mostLines = 10;
    std::string text = "  " + std::string(name) + ": " + std::to_string(note.count) + ", in line";
    for (std::size_t i = 0; i < note.lines.size() && i < mostLines; ++i) {
        text += (i == 0 ? " " : ", ") + std::to_string(note.lines[i]);
    }
    return text + (note.count > mostLines ? " ...\n" : "\n");
}

std::string gapLines(const FileReport& file)
{
    constexpr std::size_t mostGaps = 10;
    if (file.gapCount == 0 && !file.hasMoreGaps) {
        return {};
    }
    std::string text
        = std::string("  gaps: ") + (file.hasMoreGaps ? "at least " : "") + std::to_string(file.gapCount) + '\n';
    for (std::size_t i = 0; i < file.gaps.size() && i < mostGaps; ++i) {
        const DataGap& gap = file.gaps[i];
        text += "    line " + std::to_string(gap.line) + ": " + isoText(gap.from) + " to " + isoText(gap.to);
        const std::string least = gap.isCut ? ", at least " : ", ";
        text += gap.missing > 0 ? least + std::to_string(gap.missing) + " missing\n" : "\n";
    }
    return text + (file.gapCount > mostGaps ? "    ...\n" : "");
}

} // namespace

std::string reportText(const DataReport& report)
{
    std::string text;
    for (const FileReport& file : report.files) {
        text += file.file + '\n';
        if (file.kind) {
            text += "  " + std::string(nameOf(*file.kind))
                + (file.isRecording     ? " in a recording"
                       : file.isArchive ? " in an archive"
                                        : "")
                + ", " + std::to_string(file.rows) + " rows";
            text += file.rows > 0 ? ", " + isoText(file.first) + " to " + isoText(file.last) : "";
            text += file.interval ? ", every " + durationText(*file.interval) + '\n' : "\n";
        }
        if (file.instrument) {
            text += "  " + file.instrument->name() + " in " + file.instrument->quoteCurrency + ", tick "
                + decimalText(file.instrument->tickSize) + ", lot " + decimalText(file.instrument->lotSize);
            text += file.inferred.empty() ? "\n" : " (" + file.inferred + ")\n";
        }
        text += recordingLines(file);
        text += gapLines(file) + noteLine("duplicates", file.duplicates) + noteLine("crossed quotes", file.crossed)
            + noteLine("locked quotes", file.locked) + noteLine("out of order", file.outOfOrder)
            + noteLine("without size", file.zeroSize) + noteLine("price jumps", file.outliers);
        for (const DataFault& row : file.leftOut) {
            text += "  left out: " + row.text() + '\n';
        }
        if (file.leftOutCount > file.leftOut.size()) {
            text += "  and " + std::to_string(file.leftOutCount - file.leftOut.size()) + " rows more left out\n";
        }
        for (const DataFault& fault : file.faults) {
            text += "  fault: " + fault.text() + '\n';
        }
        if (file.faultCount > file.faults.size()) {
            text += "  and " + std::to_string(file.faultCount - file.faults.size()) + " faults more\n";
        }
        text += file.faultCount == 0 ? "  sound\n" : "";
    }
    return text;
}

std::string reportJson(const DataReport& report)
{
    JsonText json;
    json.object().key("files").array();
    for (const FileReport& file : report.files) {
        writeFile(json, file);
    }
    json.end().member("sound", report.isSound()).end();
    return json.take();
}

std::string faultJson(const DataFault& fault)
{
    JsonText json;
    writeFault(json, fault);
    return json.take();
}

} // namespace omni::feeds
