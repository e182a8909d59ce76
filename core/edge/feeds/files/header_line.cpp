#include "core/edge/feeds/files/header_line.h"

#include <algorithm>
#include <array>

namespace omni::feeds {

namespace {

constexpr std::array allKinds{FileKind::Trades, FileKind::Quotes, FileKind::Depth, FileKind::Bars};

bool holds(const std::vector<std::string_view>& fields, std::string_view field)
{
    return std::find(fields.begin(), fields.end(), field) != fields.end();
}

/// The kind that shares most columns.
FileKind nearestKind(const std::vector<std::string_view>& fields)
{
    auto nearest = FileKind::Trades;
    std::ptrdiff_t most = -1;
    for (const FileKind kind : allKinds) {
        const auto columns = fieldsOf(headerOf(kind));
        const auto shared = std::count_if(columns.begin(), columns.end(), [&](auto c) { return holds(fields, c); });
        if (shared > most) {
            most = shared;
            nearest = kind;
        }
    }
    return nearest;
}

std::string listed(const std::vector<std::string_view>& names)
{
    std::string out;
    for (const auto name : names) {
        out += (out.empty() ? "'" : ", '") + std::string(name.substr(0, 40)) + '\'';
    }
    return out;
}

LineFault wrongColumns(std::string_view line)
{
    const auto fields = fieldsOf(line);
    const FileKind kind = nearestKind(fields);
    const auto columns = fieldsOf(headerOf(kind));
    std::vector<std::string_view> unknown, missing, repeated;
    for (std::size_t i = 0; i < fields.size() && unknown.size() < 8; ++i) {
        if (!holds(columns, fields[i])) {
            unknown.push_back(fields[i]);
        } else if (std::count(fields.begin(), fields.end(), fields[i]) > 1 && !holds(repeated, fields[i])) {
            repeated.push_back(fields[i]);
        }
    }
    for (const auto column : columns) {
        if (!holds(fields, column) && column != "snapshot") {
            missing.push_back(column);
        }
    }
    std::string what;
    const auto add = [&what](std::string_view kindOfFault, const std::vector<std::string_view>& names) {
        if (!names.empty()) {
            what += (what.empty() ? "" : ", ") + std::string(kindOfFault)
                + (names.size() > 1 ? " columns " : " column ") + listed(names);
        }
    };
    add("unknown", unknown);
    add("missing", missing);
    add("repeated", repeated);
    if (line.find('\0') != std::string_view::npos) {
        return {FaultCode::NulByte, {}, "holds a NUL byte, so this is no text file"};
    }
    if (what.empty()) {
        what = "columns in another order";
    }
    return {FaultCode::WrongColumns,
            {},
            what + "; " + std::string(nameOf(kind)) + " have '" + std::string(headerOf(kind)) + '\''};
}

} // namespace

std::vector<std::string_view> fieldsOf(std::string_view line)
{
    std::vector<std::string_view> fields;
    for (;;) {
        const auto comma = line.find(',');
        fields.push_back(line.substr(0, comma));
        if (comma == std::string_view::npos) {
            return fields;
        }
        line.remove_prefix(comma + 1);
    }
}

tl::expected<Header, LineFault> headerFrom(std::string_view line)
{
    for (const FileKind kind : allKinds) {
        if (line == headerOf(kind)) {
            return Header{kind, kind == FileKind::Depth};
        }
    }
    if (line == "timestamp_ns,side,price,size") {
        return Header{FileKind::Depth, false};
    }
    return tl::unexpected(wrongColumns(line));
}

} // namespace omni::feeds
