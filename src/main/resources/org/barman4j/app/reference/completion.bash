# Says in two variables what may follow a command, or what may come first if no command is given:
#   positions  what the arguments without a name are
#   known      the options, those with a value as OPTION=VALUE
# An argument or a value is SERVER, SERVERS and BACKUPS (one or more), BACKUP, FILE, DIRECTORY, ANY, or one of several|words.
_barman_table() {
  positions=''
  known='-h --help'
  case $1 in
@TABLE@
  esac
}

# Puts the words up to the cursor into typed, those that Bash cuts at = and : in one piece.
_barman_read() {
  local rest=${COMP_LINE:0:$COMP_POINT} word joined='' i
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ -n $joined ]]; then
      typed[count - 1]=${typed[count - 1]}$word
    else
      typed[count]=$word
      count=$((count + 1))
    fi
    rest=${rest#*"$word"}
    joined=''
    if [[ -n $rest && $rest != [[:space:]]* ]]; then
      joined=yes
    fi
  done
}

# Asks barman for a list, with the configuration file of the line.
_barman_ask() {
  if [[ -n $config ]]; then
    "${typed[0]}" -c "$config" "$@"
  else
    "${typed[0]}" "$@"
  fi 2> /dev/null < /dev/null
}

# Offers those of the words that begin as the current one does.
_barman_offer() {
  local word
  for word in "$@"; do
    if [[ $word == "$current"* ]]; then
      printf -v word %q "$word"
      COMPREPLY+=("$word")
    fi
  done
}

# Offers the lines of standard input.
_barman_offer_lines() {
  local line
  while IFS= read -r line; do
    _barman_offer "$line"
  done
}

# Offers what is possible for an argument or a value.
_barman_offer_values() {
  case $1 in
    SERVER | SERVERS)
      _barman_offer_lines < <(_barman_ask list-servers --minimal)
      if [[ $1 == SERVERS ]]; then
        _barman_offer all
      fi
      ;;
    BACKUP | BACKUPS)
      if [[ ${#given[@]} -gt 0 ]]; then
        _barman_offer_lines < <(_barman_ask list-backups --minimal "${given[0]}")
      fi
      if [[ $command == restore || $command == recover ]]; then
        _barman_offer auto
      fi
      _barman_offer @SHORTCUTS@
      ;;
    FILE | DIRECTORY) _barman_offer_paths "$1" ;;
    ANY | '') ;;
    *)
      # shellcheck disable=SC2086 # several words
      _barman_offer ${1//|/ }
      ;;
  esac
}

# What the value of an option is; nothing if it takes none.
_barman_value() {
  local option
  value=''
  for option in $known; do
    if [[ $option == "$1="* ]]; then
      value=${option#*=}
    fi
  done
}

# Goes through the words before the current one, quotes aside.
_barman_parse() {
  local word i
  for ((i = 1; i < count - 1; i++)); do
    word=${typed[i]//[\\\"\']/}
    if [[ -z $ended && $word == -?* ]]; then
      if [[ $word == -- ]]; then
        ended=yes
      elif [[ -z $command && $word == --config=* ]]; then
        config=${word#*=}
      fi
      _barman_value "$word"
    elif [[ $value == FILE ]]; then
      config=$word
      value=''
    elif [[ -n $value ]]; then
      value=''
    elif [[ -z $command ]]; then
      command=$word
      _barman_table "$command"
    else
      given+=("$word")
    fi
  done
}

# Finds out what the next argument without a name is; nothing if there is none. Of what ends in S there may be more.
_barman_position() {
  local word i=0
  value=''
  for word in $positions; do
    if [[ $i -eq ${#given[@]} || ($i -lt ${#given[@]} && $word == *S) ]]; then
      value=$word
    fi
    i=$((i + 1))
  done
}

_barman_complete() {
  local IFS=$' \t\n'
  local count=0 current='' command='' config='' value='' ended='' positions='' known='' name option
  local -a typed given
  COMPREPLY=()
  typed=()
  given=()
  _barman_read
  current=${typed[count - 1]}
  _barman_table ''
  _barman_parse

  if [[ -z $ended && $current == --*=* ]]; then
    name=${current%%=*}
    current=${current#*=}
    _barman_value "$name"
    _barman_offer_values "$value"
    return
  fi
  if [[ -z $value ]]; then
    _barman_position
  fi
  if [[ -z $ended && ($current == -* || -z $value) ]]; then
    for option in $known; do
      _barman_offer "${option%%=*}"
    done
  else
    _barman_offer_values "$value"
  fi
}
